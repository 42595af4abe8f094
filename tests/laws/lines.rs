//! Text broken into lines, as `textwrap` breaks it.

use kitemark::report::{Pen, Role, TextStyle, visible};
use proptest::prelude::*;
use textwrap::{Options, WordSplitter};

/// Words of many kinds with blanks of many kinds between them.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        8 => "[!-~]{1,12}",
        1 => "[a-z]{60,120}",
        8 => " {1,3}",
        3 => "é|漢字|e\u{301}|👩\u{200d}💻|—|“|·|﷽",
        1 => "\u{a0}|\u{3000}|\t|\n|\u{202e}|\u{1b}",
    ];
    proptest::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn lines_are_those_of_textwrap(text in texts(), width in 40..100_usize, indent in 0..20_usize) {
        let label = "-".repeat(indent);
        let mut pen = Pen::new(TextStyle::new(width, false));
        pen.item(Role::Dim, &label, Role::Plain, &text);

        let shown = visible(&text);
        let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let options = Options::new((width - indent).max(10)).word_splitter(WordSplitter::NoHyphenation);
        let lines = textwrap::wrap(&words, options);
        let blanks = " ".repeat(indent);
        let indents = std::iter::once(label.as_str()).chain(std::iter::repeat(blanks.as_str()));
        let expected: String =
            indents.zip(&lines).map(|(indent, line)| format!("{}\n", format!("{indent}{line}").trim_end())).collect();
        prop_assert_eq!(pen.finish(), expected);
    }
}
