//! Profiles: from YAML text to facts that a charter's rules can read.

pub mod bind;
pub mod document;
pub mod evidence;
pub mod exemption;
pub mod facts;
mod json;
pub mod yaml;
