//! Chains that are made to be slow.

/// The common name that `name` has put into a name.
pub(crate) fn common_name(name: &[u8]) -> String {
    String::from_utf8_lossy(name.get(13..).unwrap_or_default()).into_owned()
}
