//! What made the difference between two results, for a terminal, for Markdown and as a page.

mod parts;
mod words;

use askama::Template;
use kitemark_dsl::markdown::{code, escape};
use kitemark_eval::difference::Difference;

use crate::TextStyle;
use crate::html::{Link, Page};
use crate::paint::Role;
use crate::sheet::Sheet;
use crate::text::pen::Pen;
use parts::Told;

/// The difference as text: award and scores side by side, what stands in whose way, what each principle and criterion
/// contributes, and why.
pub fn text(difference: &Difference, style: &TextStyle) -> String {
    let mut pen = Pen::new(*style);
    pen.paragraph(Role::Strong, "", &words::title(difference));
    words::stamps(difference).iter().for_each(|line| pen.paragraph(Role::Dim, "", line));
    pen.blank();
    for (label, text) in words::results(difference) {
        pen.item(Role::Dim, &format!("{label:<11}"), Role::Plain, &text);
    }
    sheets(difference).iter().for_each(|sheet| sheet.write(&mut pen));
    let told = parts::told(difference);
    if !told.is_empty() {
        pen.heading(&parts::told_title(difference));
    }
    for Told { id, title, outcome, reasons } in &told {
        pen.blank();
        pen.paragraph(Role::Strong, "  ", title);
        pen.paragraph(Role::Dim, "  ", &format!("{id} · {outcome}"));
        reasons.iter().for_each(|reason| pen.item(Role::Dim, "    · ", Role::Plain, reason));
    }
    pen.finish()
}

/// The difference as a Markdown page, in the order of the text.
pub fn markdown(difference: &Difference) -> String {
    let mut page = format!("# {}\n", escape(&words::title(difference)));
    page.extend(words::stamps(difference).iter().map(|line| format!("\n{}\n", escape(line))));
    page.push('\n');
    page.extend(words::results(difference).iter().map(|(label, text)| format!("- **{label}:** {}\n", escape(text))));
    page.extend(sheets(difference).iter().map(Sheet::markdown));
    let told = parts::told(difference);
    if !told.is_empty() {
        page.push_str(&format!("\n## {}\n", escape(&parts::told_title(difference))));
    }
    for Told { id, title, outcome, reasons } in &told {
        page.push_str(&format!("\n### {}\n\n{}, {}\n", escape(title), code(id), escape(outcome)));
        if !reasons.is_empty() {
            page.push('\n');
        }
        page.extend(reasons.iter().map(|reason| format!("- {}\n", escape(reason))));
    }
    page
}

/// The difference as one HTML page.
pub fn html(difference: &Difference) -> String {
    let sheets = sheets(difference);
    let told = parts::told(difference);
    let told_title = parts::told_title(difference);
    let mut contents: Vec<Link> = sheets.iter().map(|sheet| Link::new(sheet.anchor, sheet.title.as_str())).collect();
    if !told.is_empty() {
        contents.push(Link::new("why", told_title.as_str()));
    }
    let stamps = words::stamps(difference);
    let (lead, stamps) = stamps.split_first().map_or(("", &[][..]), |(lead, rest)| (lead.as_str(), rest));
    let body =
        Body { results: words::results(difference), stamps, sheets: &sheets, told: &told, told_title: &told_title };
    Page { title: &words::title(difference), lead, contents: &contents }.around(&body)
}

#[derive(Template)]
#[template(path = "difference.html")]
struct Body<'a> {
    results: Vec<(&'static str, String)>,
    stamps: &'a [String],
    sheets: &'a [Sheet],
    told: &'a [Told],
    told_title: &'a str,
}

fn sheets(difference: &Difference) -> Vec<Sheet> {
    parts::limits(difference).into_iter().chain([parts::principles(difference), parts::criteria(difference)]).collect()
}
