// How do the packed parts of this file become bytes again? The three readers; their writers are
// xtask/src/pack/printable.rs, lzma.rs and streams.rs.
//
// They trust their input: it is part of the same file, and what comes out of a damaged one does not
// compile.
const unpack = (() => {
  'use strict';

  // The text is a number to the base 138, whose digits are put together from the last one to the first.
  // Behind some digits stand seven or fourteen bits.
  const NEVER = [0, 10, 13, 26, 27, 60];
  const BASE = 138;
  const LOW = BASE << 15;
  const MOST = (LOW / BASE) << 8;

  const unprint = (text, size, left) => {
    const bytes = new Uint8Array(size);
    // The place of each ASCII character among those that are written.
    const digits = Uint8Array.from({ length: 128 }, (_, code) => code - NEVER.filter((never) => never < code).length);
    let end = size;
    for (let at = text.length - 1; at >= 0; at--) {
      const code = text.charCodeAt(at);
      let digit = code < 128 ? digits[code] : 0;
      if (code >= 128) {
        const bits = code < 0x800 ? 7 : 14;
        const place = code - (code < 0x800 ? 0x100 : 0x3400);
        for (const most = (LOW >> bits) << 8; left >= most; left >>= 8) bytes[--end] = left;
        left = (left << bits) | (place & ((1 << bits) - 1));
        digit = (code < 0x800 ? 122 : 136) + (place >> bits);
      }
      for (; left >= MOST; left >>= 8) bytes[--end] = left;
      left = left * BASE + digit;
    }
    return bytes;
  };

  // LZMA without a header, of lc=2, lp=0, pb=0. The names of the models are those of the specification
  // (LZMA SDK, lzma-specification); each stands at its offset in one table.
  const IS_MATCH = 0;
  const IS_REP = 12;
  const IS_REP_G0 = 24;
  const IS_REP_G1 = 36;
  const IS_REP_G2 = 48;
  const IS_REP0_LONG = 60;
  const POS_SLOT = 72;
  const POS_SPECIAL = POS_SLOT + 4 * 64;
  const ALIGN = POS_SPECIAL + 128;
  const LENGTH = ALIGN + 16;
  const REP_LENGTH = LENGTH + 2 + 8 + 8 + 256;
  const LITERAL = REP_LENGTH + 2 + 8 + 8 + 256;
  const CONTEXT_BITS = 2;

  const unlzma = (packed, size) => {
    const bytes = new Uint8Array(size);
    const odds = new Uint16Array(LITERAL + (0x300 << CONTEXT_BITS)).fill(1024);
    // Range and code are unsigned; as signed numbers in a typed array the engine need not box them. The
    // first packed byte is always zero.
    const coder = Int32Array.of(-1, (packed[1] << 24) | (packed[2] << 16) | (packed[3] << 8) | packed[4]);
    let next = 5;
    const refill = () => {
      if (coder[0] >>> 24) return;
      coder[0] <<= 8;
      coder[1] = (coder[1] << 8) | packed[next++];
    };
    const bit = (model) => {
      const odd = odds[model];
      const bound = Math.imul(coder[0] >>> 11, odd);
      const one = coder[1] >>> 0 < bound >>> 0 ? 0 : 1;
      if (one) {
        coder[0] -= bound;
        coder[1] -= bound;
        odds[model] = odd - (odd >> 5);
      } else {
        coder[0] = bound;
        odds[model] = odd + ((2048 - odd) >> 5);
      }
      refill();
      return one;
    };
    const direct = (count) => {
      let value = 0;
      for (; count > 0; count--) {
        coder[0] >>>= 1;
        const one = coder[1] >>> 0 < coder[0] >>> 0 ? 0 : 1;
        if (one) coder[1] -= coder[0];
        value = (value << 1) | one;
        refill();
      }
      return value;
    };
    const tree = (model, bits) => {
      let node = 1;
      for (let left = bits; left > 0; left--) node = (node << 1) | bit(model + node);
      return node - (1 << bits);
    };
    const reverseTree = (model, bits) => {
      let node = 1;
      let value = 0;
      for (let at = 0; at < bits; at++) {
        const one = bit(model + node);
        node = (node << 1) | one;
        value |= one << at;
      }
      return value;
    };
    // At least two bytes; the trees of 3 bits waste their first place.
    const length = (model) => {
      if (!bit(model)) return 2 + tree(model + 2, 3);
      if (!bit(model + 1)) return 10 + tree(model + 10, 3);
      return 18 + tree(model + 18, 8);
    };
    const distance = (matched) => {
      const slot = tree(POS_SLOT + 64 * Math.min(matched - 2, 3), 6);
      if (slot < 4) return slot;
      const bits = (slot >> 1) - 1;
      const high = (2 | (slot & 1)) << bits;
      if (slot < 14) return high + reverseTree(POS_SPECIAL + high - slot, bits);
      return high + (direct(bits - 4) << 4) + reverseTree(ALIGN, 4);
    };

    let state = 0;
    let [rep0, rep1, rep2, rep3] = [0, 0, 0, 0];
    let end = 0;
    while (end < size) {
      if (!bit(IS_MATCH + state)) {
        const before = end > 0 ? bytes[end - 1] : 0;
        const model = LITERAL + 0x300 * (before >> (8 - CONTEXT_BITS));
        let symbol = 1;
        if (state >= 7) {
          // Behind a match, the byte that the match would have gone on with is a hint.
          let hint = bytes[end - rep0 - 1];
          let offset = 0x100;
          while (symbol < 0x100) {
            hint <<= 1;
            const expected = hint & offset;
            const one = bit(model + offset + expected + symbol);
            symbol = (symbol << 1) | one;
            offset &= one ? expected : ~expected;
          }
        }
        while (symbol < 0x100) symbol = (symbol << 1) | bit(model + symbol);
        bytes[end++] = symbol;
        state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
        continue;
      }
      let matched;
      if (!bit(IS_REP + state)) {
        [rep3, rep2, rep1] = [rep2, rep1, rep0];
        matched = length(LENGTH);
        rep0 = distance(matched);
        state = state < 7 ? 7 : 10;
      } else {
        let short = false;
        if (!bit(IS_REP_G0 + state)) {
          short = !bit(IS_REP0_LONG + state);
        } else if (!bit(IS_REP_G1 + state)) {
          [rep1, rep0] = [rep0, rep1];
        } else if (!bit(IS_REP_G2 + state)) {
          [rep2, rep1, rep0] = [rep1, rep0, rep2];
        } else {
          [rep3, rep2, rep1, rep0] = [rep2, rep1, rep0, rep3];
        }
        matched = short ? 1 : length(REP_LENGTH);
        state = state < 7 ? (short ? 9 : 8) : 11;
      }
      // It may overlap what it writes: byte by byte.
      for (const stop = end + matched; end < stop; end++) bytes[end] = bytes[end - rep0 - 1];
    }
    return bytes;
  };

  // The streams of a wasm's code, by their numbers in streams.rs.
  const DECLARATIONS = 1;
  const OPERATORS = 2;
  const BLOCKS = 3;
  const LABELS = 4;
  const CALLS = 5;
  const LOCALS = 6;
  const OFFSETS = 7;
  const INTS = 8;
  const LONGS = 9;
  const OTHERS = 10;
  // Operators with one number behind them: in which stream it is.
  const SINGLE = new Uint8Array(256);
  for (const [stream, ...operators] of [
    [BLOCKS, 2, 3, 4],
    [LABELS, 12, 13],
    [CALLS, 0x10],
    [LOCALS, 0x20, 0x21, 0x22],
    [INTS, 0x41],
    [LONGS, 0x42],
    [OTHERS, 0x23, 0x24, 0x25, 0x26, 0x3f, 0x40, 0xd0, 0xd2],
  ])
    for (const operator of operators) SINGLE[operator] = stream;

  const together = (apart, plan) => {
    const [start, outside, ...lengths] = plan.split(' ').map(Number);
    let from = outside;
    const at = [0, ...lengths.map((length) => (from += length) - length)];
    const declared = at[OPERATORS];
    // Each function has its size, of at most five bytes, in front.
    const wasm = new Uint8Array(apart.length + 5 * lengths[0]);
    wasm.set(apart.subarray(0, start));
    let end = start;
    const raw = (stream, count) => {
      for (; count > 0; count--) wasm[end++] = apart[at[stream]++];
    };
    const number = (stream) => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = (wasm[end++] = apart[at[stream]++]);
        if (shift < 28) value |= (byte & 127) << shift;
        if (byte < 128) return value;
      }
    };
    const access = () => {
      number(OPERATORS);
      number(OFFSETS);
    };
    const bulk = (operator) => {
      if (operator < 8) return;
      number(OTHERS);
      if ([8, 10, 12, 14].includes(operator)) number(OTHERS);
    };
    const simd = (operator) => {
      if (operator < 12 || (operator > 83 && operator < 94)) access();
      if (operator === 12 || operator === 13) raw(OTHERS, 16);
      if ((operator > 20 && operator < 35) || (operator > 83 && operator < 92)) raw(OTHERS, 1);
    };
    const body = () => {
      for (let left = number(DECLARATIONS); left > 0; left--) {
        number(DECLARATIONS);
        raw(DECLARATIONS, 1);
      }
      for (let depth = 1; depth > 0; ) {
        const operator = (wasm[end++] = apart[at[OPERATORS]++]);
        if (SINGLE[operator]) {
          number(SINGLE[operator]);
          if (operator < 5) depth++;
        } else if (operator === 0x0b) depth--;
        else if (operator >= 0x28 && operator <= 0x3e) access();
        else if (operator === 0x0e) for (let left = number(LABELS); left >= 0; left--) number(LABELS);
        else if (operator === 0x11) {
          number(OTHERS);
          number(OTHERS);
        } else if (operator === 0x43) raw(OTHERS, 4);
        else if (operator === 0x44) raw(OTHERS, 8);
        else if (operator === 0xfc) bulk(number(OPERATORS));
        else if (operator === 0xfd) simd(number(OPERATORS));
      }
    };
    while (at[DECLARATIONS] < declared) {
      const begin = end;
      end += 5;
      body();
      let size = end - begin - 5;
      let head = begin;
      for (; size > 127; size >>>= 7) wasm[head++] = (size & 127) | 128;
      wasm[head++] = size;
      wasm.copyWithin(head, begin + 5, end);
      end -= begin + 5 - head;
    }
    wasm.set(apart.subarray(start, outside), end);
    return wasm.subarray(0, end + outside - start);
  };

  // The wasm and the texts behind it. What was not compressed has no size.
  return (element) => {
    const { parts, streams } = element.dataset;
    const size = Number(element.dataset.size);
    const bytes = unprint(element.textContent, ...element.dataset.bytes.split(' ').map(Number));
    const whole = size ? unlzma(bytes, size) : bytes;
    let end = 0;
    const [wasm, ...texts] = parts.split(' ').map((length) => whole.subarray(end, (end += Number(length))));
    const decoder = new TextDecoder();
    return [together(wasm, streams), ...texts.map((text) => decoder.decode(text))];
  };
})();
