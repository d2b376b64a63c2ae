//! The small parts that views are drawn from.

mod copy_button;
mod evidence;
mod field;
pub(super) mod icon;
mod place_button;
mod prose;
mod show_all;
mod unfold;
mod value;

pub(super) use copy_button::CopyButton;
pub(super) use evidence::Evidence;
pub(super) use field::{ChoiceField, Field};
pub(super) use place_button::PlaceButton;
pub(super) use prose::prose;
pub(super) use show_all::ShowAll;
pub(super) use unfold::{Unfold, folded};
pub(super) use value::value;
