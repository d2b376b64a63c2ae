//! A moment as Exchange writes it.

/// The first row of all: 2026-11-01T00:00:00Z.
pub(crate) const BEGIN: i64 = 1_793_491_200_000;
pub(crate) const DAY: i64 = 86_400_000;

/// Year, month, day, hour, minute, second, millisecond of milliseconds since 1970.
pub(crate) fn parts(time: i64) -> [i64; 7] {
    let (mut day, within) = (time.div_euclid(DAY), time.rem_euclid(DAY));
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let mut year = 1970;
    loop {
        let days = if is_leap(year) { 366 } else { 365 };
        if day < days {
            break;
        }
        day -= days;
        year += 1;
    }
    let february = if is_leap(year) { 29 } else { 28 };
    let mut month = 1;
    for days in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if day < days {
            break;
        }
        day -= days;
        month += 1;
    }
    let [hour, minute, second] = [within / 3_600_000, within / 60_000 % 60, within / 1_000 % 60];
    [year, month, day + 1, hour, minute, second, within % 1_000]
}

/// `2026-11-01T00:00:00.000Z`.
pub(crate) fn written(time: i64) -> String {
    let [year, month, day, hour, minute, second, millisecond] = parts(time);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}Z")
}

/// The last second that was written, so that most rows need three digits only.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clock {
    second: i64,
    text: String,
}

impl Clock {
    pub(crate) fn write(&mut self, time: i64, out: &mut Vec<u8>) {
        let second = time.div_euclid(1_000);
        if self.text.is_empty() || second != self.second {
            self.text = written(second * 1_000);
            self.text.truncate("2026-11-01T00:00:00.".len());
            self.second = second;
        }
        out.extend_from_slice(self.text.as_bytes());
        let millisecond = time.rem_euclid(1_000);
        for digit in [millisecond / 100, millisecond / 10 % 10, millisecond % 10] {
            out.push(b'0' + digit as u8);
        }
        out.push(b'Z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        assert_eq!(written(BEGIN), "2026-11-01T00:00:00.000Z");
        assert_eq!(written(951_825_600_007), "2000-02-29T12:00:00.007Z");
        let mut out = Vec::new();
        Clock::default().write(BEGIN + 61_045, &mut out);
        assert_eq!(out, b"2026-11-01T00:01:01.045Z");
    }
}
