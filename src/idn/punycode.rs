//! Punycode (RFC 3492 section 6): a label's letters outside ASCII as ASCII.
//!
//! Bounded by a label's length; what does not fit, or is no punycode, is `None`. Nothing is mapped here.

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 128;
/// No label is longer, in either form.
const MAX_CHARACTERS: usize = 63;

/// Without the prefix `xn--`.
pub fn encode(label: &str) -> Option<String> {
    let characters: Vec<u32> = label.chars().map(u32::from).collect();
    if characters.len() > MAX_CHARACTERS {
        return None;
    }
    let mut encoded: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(encoded.len()).ok()?;
    let mut handled = basic;
    if basic > 0 {
        encoded.push('-');
    }
    let (mut n, mut delta, mut bias) = (INITIAL_N, 0_u32, INITIAL_BIAS);
    while (handled as usize) < characters.len() {
        let next = characters.iter().copied().filter(|code| *code >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(handled + 1)?)?;
        n = next;
        for code in &characters {
            if *code < n {
                delta = delta.checked_add(1)?;
            }
            if *code != n {
                continue;
            }
            let mut rest = delta;
            let mut k = BASE;
            loop {
                let threshold = threshold(k, bias);
                if rest < threshold {
                    break;
                }
                encoded.push(digit(threshold + (rest - threshold) % (BASE - threshold))?);
                rest = (rest - threshold) / (BASE - threshold);
                k += BASE;
            }
            encoded.push(digit(rest)?);
            bias = adapt(delta, handled + 1, handled == basic);
            delta = 0;
            handled += 1;
        }
        delta = delta.checked_add(1)?;
        n = n.checked_add(1)?;
    }
    Some(encoded)
}

/// What stands behind `xn--`, in lower case.
pub fn decode(encoded: &str) -> Option<String> {
    if !encoded.is_ascii() || encoded.len() > MAX_CHARACTERS {
        return None;
    }
    let (basic, extended) = encoded.rsplit_once('-').unwrap_or(("", encoded));
    let mut characters: Vec<char> = basic.chars().collect();
    let (mut n, mut at, mut bias) = (INITIAL_N, 0_u32, INITIAL_BIAS);
    let mut digits = extended.bytes();
    while digits.len() > 0 {
        let before = at;
        let mut weight = 1_u32;
        let mut k = BASE;
        loop {
            let digit = value(digits.next()?)?;
            at = at.checked_add(digit.checked_mul(weight)?)?;
            let threshold = threshold(k, bias);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            k += BASE;
        }
        let count = u32::try_from(characters.len()).ok()?.checked_add(1)?;
        bias = adapt(at - before, count, before == 0);
        n = n.checked_add(at / count)?;
        at %= count;
        characters.insert(at as usize, char::from_u32(n)?);
        at += 1;
    }
    Some(characters.into_iter().collect())
}

const fn threshold(k: u32, bias: u32) -> u32 {
    if k <= bias + T_MIN {
        T_MIN
    } else if k >= bias + T_MAX {
        T_MAX
    } else {
        k - bias
    }
}

const fn adapt(delta: u32, count: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / count;
    let mut k = 0;
    while delta > ((BASE - T_MIN) * T_MAX) / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

fn digit(value: u32) -> Option<char> {
    char::from_digit(value, BASE).map(|plain| match plain {
        // The digits come behind the letters.
        '0'..='9' => char::from(b'a' + (plain as u8 - b'0')),
        letter => {
            let place = letter as u8 - b'a' + 10;
            if place < 26 { char::from(b'a' + place) } else { char::from(b'0' + place - 26) }
        }
    })
}

fn value(byte: u8) -> Option<u32> {
    match byte {
        b'a'..=b'z' => Some(u32::from(byte - b'a')),
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 26),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 3492 section 7.1: (B), (I) and (L) among its samples.
    #[test]
    fn samples_of_the_standard() {
        for (plain, encoded) in [
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
            ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
            ("bücher", "bcher-kva"),
        ] {
            assert_eq!(encode(plain).as_deref(), Some(encoded));
            assert_eq!(decode(encoded).as_deref(), Some(plain));
        }
    }

    #[test]
    fn anything_ends() {
        for hostile in ["99999999", "zzzzzzzzzzzzzzzzzzzz", "-", "", "a-", "!", "ß", "a-99999"] {
            let _ = decode(hostile);
        }
        assert_eq!(decode(&"a".repeat(64)), None);
        assert_eq!(encode(&"ü".repeat(64)), None);
    }
}
