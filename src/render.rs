//! How does a report leave the page or the command?
//!
//! Each rendering draws the one outline; none computes anything. JSON is the report itself.

pub mod csv;
pub mod html;
pub mod json;
pub mod markdown;
pub mod text;
