//! Where does something stand, in words?

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index into the report's sources.
    pub source: u32,
    pub source_name: String,
    pub line: u64,
    /// It stands in the text of the page's box.
    pub in_paste: bool,
}

impl Place {
    /// "line 12" for the box, "chain.pem, line 12" for a file.
    pub fn words(&self) -> String {
        if self.in_paste {
            return format!("line {}", self.line);
        }
        format!("{}, line {}", self.source_name, self.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_needs_no_name() {
        let mut place = Place { source: 0, source_name: "a.pem".into(), line: 12, in_paste: false };
        assert_eq!(place.words(), "a.pem, line 12");
        place.in_paste = true;
        assert_eq!(place.words(), "line 12");
    }
}
