//! What do the rows of Exchange's protocol logs say? All that every byte of gigabytes runs through.
//!
//! It is a crate of its own because the page as a whole is compiled to be small and this part to be fast
//! (`[profile.page.package]` in the workspace's Cargo.toml). Time and order stand here because they are
//! needed here and everywhere above. It recognises no files, judges nothing, and knows no page.

pub mod facts;
pub mod order;
pub mod rows;
pub mod timestamp;
