//! The few colours of text output.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

/// What a piece of text is, which decides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Text as any other.
    Plain,
    /// What stands out: headings.
    Strong,
    /// What went well.
    Good,
    /// What went wrong.
    Bad,
    /// What is not decided, or deserves a look.
    Open,
    /// What may be passed over.
    Dim,
}

impl Role {
    fn style(self) -> Style {
        match self {
            Role::Plain => Style::new(),
            Role::Strong => Style::new().bold(),
            Role::Good => AnsiColor::Green.on_default(),
            Role::Bad => AnsiColor::Red.on_default(),
            Role::Open => AnsiColor::Yellow.on_default(),
            Role::Dim => Style::new().dimmed(),
        }
    }
}

/// Writes `text` in the colour of its role, or as it is.
pub(crate) fn paint(out: &mut String, colour: bool, role: Role, text: &str) {
    if !colour || text.is_empty() || role == Role::Plain {
        return out.push_str(text);
    }
    let style = role.style();
    // Writing to a text does not fail.
    let _ = write!(out, "{}{text}{}", style.render(), style.render_reset());
}
