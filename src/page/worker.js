// The first lines of every worker: starts the module it is sent, and reports whatever goes wrong.
//
// Only kinds of errors and the engine's own words for a trap are told; other messages could quote input.
(() => {
  'use strict';

  const wordsFor = (error) => {
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
      return `${error.name}: ${error.message}`;
    }
    return error instanceof Error ? error.name : 'unknown error';
  };
  const fault = (error) => postMessage(wordsFor(error));
  // Told here, an error is not told again by the browser, which would take it for an error of the page.
  addEventListener('error', (event) => {
    event.preventDefault();
    fault(event.error);
  });
  addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    fault(event.reason);
  });

  addEventListener('message', (event) => wasm_bindgen.initSync({ module: event.data.module }), { once: true });
})();
