// Starts the page: compiles the wasm that stands in this file, and hands Rust a way to make workers.
//
// It knows nothing of certificates and makes no request. It walks through dropped folders. What it owns:
// the one Trusted Types policy, the compiled module that page and workers share, and the sentence for a page
// that cannot run.
(() => {
  'use strict';

  const textOf = (id) => document.getElementById(id).textContent;

  const fail = (sentence) => {
    const place = document.getElementById('boot-fault');
    place.textContent = sentence;
    place.hidden = false;
    document.body.dataset.phase = 'failed';
  };

  // A trapped instance must not be called again, so there is nothing to save here but the words.
  const stopped = () =>
    fail('Handglass itself stopped working. What was read never left this computer. Reload the page to start again.');
  addEventListener('error', stopped);
  addEventListener('unhandledrejection', stopped);

  // What wasm-bindgen wrote, once it is unpacked.
  let glue = null;

  // Workers may come from blob: URLs alone, the one script that is made here is the glue, and this policy
  // is the only way to make either.
  const rules = {
    createScript(text) {
      if (text !== glue) throw new TypeError('only the glue may run');
      return text;
    },
    createScriptURL(url) {
      if (!url.startsWith('blob:')) throw new TypeError('only blob: URLs are allowed');
      return url;
    },
  };
  const policy = globalThis.trustedTypes ? trustedTypes.createPolicy('handglass', rules) : rules;

  // What was dropped, folders with all that is in them, each file with its path. It is asked for at once: when
  // the event is over, nobody can. Pages from disk may use handles, but not the older entries.
  globalThis.handglassDropped = async (items) => {
    const asked = [...items]
      .filter((item) => item.kind === 'file')
      .map((item) => (item.getAsFileSystemHandle ? item.getAsFileSystemHandle() : item.webkitGetAsEntry()));
    const files = [];
    const add = (file, path) => {
      Object.defineProperty(file, 'webkitRelativePath', { value: path });
      files.push(file);
    };
    const walk = async (entry, path) => {
      if (entry.getFile) return add(await entry.getFile(), path);
      if (entry.isFile) return add(await new Promise((done, fail) => entry.file(done, fail)), path);
      if (entry.values) {
        for await (const inner of entry.values()) await walk(inner, `${path}/${inner.name}`);
        return;
      }
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((done, fail) => reader.readEntries(done, fail));
        if (some.length === 0) return;
        for (const inner of some) await walk(inner, `${path}/${inner.name}`);
      }
    };
    for (const entry of await Promise.all(asked)) if (entry) await walk(entry, entry.name);
    return files;
  };

  const start = async () => {
    const [wasm, script, styles] = unpack(document.getElementById('handglass-packed'));
    const compiling = WebAssembly.compile(wasm);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    document.adoptedStyleSheets = [sheet];
    glue = script;
    const element = document.createElement('script');
    element.text = policy.createScript(glue);
    document.head.append(element);
    const module = await compiling;

    const code = [glue, textOf('handglass-worker')];
    const url = URL.createObjectURL(new Blob(code, { type: 'text/javascript' }));
    globalThis.handglassWorker = () => {
      const worker = new Worker(policy.createScriptURL(url), { name: 'handglass' });
      worker.postMessage({ module });
      return worker;
    };
    await wasm_bindgen({ module_or_path: module });
  };

  if (!globalThis.WebAssembly || !document.adoptedStyleSheets) {
    fail('This browser is too old for Handglass: it needs WebAssembly with SIMD (Chrome 91, Firefox 101, Safari 16.4 or newer).');
    return;
  }
  if (document.characterSet !== 'UTF-8') {
    fail(`This file is UTF-8, and the browser was told to read it as ${document.characterSet}. Save it and open it from the disk, or let the server send it as UTF-8.`);
    return;
  }
  start().catch(stopped);
})();
