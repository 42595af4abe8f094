//! Pages of HTML as browsers, screen readers and eyes meet them: the rules of structure that a program can check.

use std::collections::{BTreeMap, BTreeSet};

use kitemark_authoring::booklet::Booklet;
use kitemark_authoring::workshop::Workshop;

use crate::support::{charters, files_below, kitemark, workspace};

/// A tag, with its attributes and the text up to the next one.
#[derive(Debug)]
struct Tag {
    name: String,
    closes: bool,
    attributes: BTreeMap<String, String>,
    text: String,
}

/// The tags of a page. Everything that is no markup is escaped, so that `<` begins a tag and nothing else.
fn tags(page: &str) -> Vec<Tag> {
    let tag = |part: &str| {
        let (inside, text) = part.split_once('>').unwrap_or_else(|| panic!("`<{part}` has no end"));
        let (name, rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        let mut attributes = BTreeMap::new();
        let mut rest = rest.trim();
        while !rest.is_empty() {
            let (attribute, after) =
                rest.split_once("=\"").unwrap_or_else(|| panic!("`{inside}`: attributes are in quotes"));
            let (value, after) = after.split_once('"').expect("a closing quotation mark");
            assert!(attributes.insert(attribute.to_owned(), value.to_owned()).is_none(), "`{inside}`: given twice");
            rest = after.trim_start();
        }
        let closes = name.starts_with('/');
        Tag { name: name.trim_start_matches('/').to_owned(), closes, attributes, text: text.to_owned() }
    };
    page.split('<').skip(2).map(tag).collect() // the first is the doctype
}

/// Fails where a page breaks a rule.
pub fn assert_accessible(page: &str) {
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"), "{}", &page[..60]);
    let tags = tags(page);
    let opened = |name: &'static str| tags.iter().filter(move |tag| tag.name == name && !tag.closes);
    assert_nested(&tags);
    for landmark in ["h1", "title", "header", "main"] {
        assert_eq!(opened(landmark).count(), 1, "{landmark}");
    }
    assert!(opened("title").all(|title| !title.text.trim().is_empty()));
    assert!(opened("nav").all(|nav| nav.attributes.contains_key("aria-label")));
    assert_headings(&tags);
    assert_links(&tags);
    assert_tables(&tags);
    for image in opened("img") {
        assert!(image.attributes.contains_key("alt"), "{image:?}");
    }
    for picture in opened("svg") {
        let hidden = picture.attributes.get("aria-hidden").is_some_and(|hidden| hidden == "true");
        assert!(hidden || picture.attributes.contains_key("aria-label"), "{picture:?}");
    }
    assert_controls(&tags);
    for foreign in ["<script", "<link", "<iframe", " src=", "url(", "@import", "http:", "https:"] {
        assert!(!page.contains(foreign), "a page needs nothing from elsewhere, but has {foreign}");
    }
}

fn assert_nested(tags: &[Tag]) {
    let mut open: Vec<&str> = Vec::new();
    for tag in tags.iter().filter(|tag| !matches!(tag.name.as_str(), "meta" | "br" | "img" | "input")) {
        if tag.closes {
            assert_eq!(open.pop(), Some(tag.name.as_str()), "closed out of order");
        } else {
            open.push(&tag.name);
        }
    }
    assert!(open.is_empty(), "never closed: {open:?}");
}

fn assert_headings(tags: &[Tag]) {
    let mut before = 0;
    for tag in tags.iter().filter(|tag| !tag.closes) {
        let level = tag.name.strip_prefix('h').and_then(|level| level.parse::<u32>().ok());
        if let Some(level) = level {
            assert!(level <= before + 1, "h{level} after h{before}: {}", tag.text);
            before = level;
        }
    }
}

fn assert_links(tags: &[Tag]) {
    let mut ids = BTreeSet::new();
    for id in tags.iter().filter_map(|tag| tag.attributes.get("id")) {
        assert!(ids.insert(id.as_str()), "two places are called {id}");
        assert!(!id.contains(char::is_whitespace) && !id.is_empty(), "{id}");
    }
    let links: Vec<&Tag> = tags.iter().filter(|tag| tag.name == "a" && !tag.closes).collect();
    assert_eq!(
        links.first().and_then(|link| link.attributes.get("href")).map(String::as_str),
        Some("#main"),
        "skip first"
    );
    for link in links {
        assert!(!link.text.trim().is_empty(), "a link without text: {link:?}");
        let target = link.attributes["href"].strip_prefix('#').expect("a place on the page");
        assert!(ids.contains(target), "#{target} leads nowhere");
    }
    for label in tags.iter().filter_map(|tag| tag.attributes.get("aria-labelledby")) {
        assert!(ids.contains(label.as_str()), "{label} labels nothing");
    }
}

/// What somebody can change or open says what it is.
fn assert_controls(tags: &[Tag]) {
    for (at, tag) in tags.iter().enumerate().filter(|(_, tag)| !tag.closes) {
        match tag.name.as_str() {
            "input" => assert!(tags[at - 1].name == "label" && !tag.text.trim().is_empty(), "{tag:?}"),
            "fieldset" => assert_eq!(tags[at + 1].name, "legend", "{tag:?}"),
            "details" => assert_eq!(tags[at + 1].name, "summary", "{tag:?}"),
            _ => {}
        }
    }
}

fn assert_tables(tags: &[Tag]) {
    for (at, tag) in tags.iter().enumerate().filter(|(_, tag)| !tag.closes) {
        if tag.name == "table" {
            assert_eq!(tags[at + 1].name, "caption", "a table says what it shows");
            assert!(!tags[at + 1].text.trim().is_empty());
        }
        if tag.name == "th" {
            assert!(matches!(tag.attributes.get("scope").map(String::as_str), Some("col" | "row")), "{tag:?}");
        }
    }
}

#[test]
fn booklets_are_accessible() {
    for (name, workshop) in charters() {
        println!("{name}");
        assert_accessible(&Booklet::of(workshop.engine()).html());
    }
}

#[test]
fn scorecards_are_accessible() {
    for path in files_below(&workspace("examples/profiles")) {
        let ran = kitemark(&["score", &path.to_string_lossy(), "--format", "html"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert_accessible(&ran.stdout);
    }
}

#[test]
fn the_rules_notice_a_breach() {
    let booklet = kitemark(&["doc", "cases/authoring/tiny.charter", "--format", "html"]).stdout;
    let scorecard = kitemark(&["score", "../examples/profiles/northmere.yaml", "--format", "html"]).stdout;
    for (good, bad) in [
        (" aria-hidden=\"true\" focusable", " focusable"),
        ("<label><input", "<label>Show</label> <label>it<br><input"),
        ("<legend>", "<p>"),
        ("<summary>", "<p>"),
    ] {
        assert!(scorecard.contains(good), "{good}");
        let broken = scorecard.replacen(good, bad, 1);
        assert!(std::panic::catch_unwind(|| assert_accessible(&broken)).is_err(), "nothing noticed {bad}");
    }
    let page = booklet;
    assert_accessible(&page);
    for (good, bad) in [
        ("lang=\"en-GB\"", "lang=\"\""),
        ("<h2 id=\"scoring\">", "<h3 id=\"scoring\">"),
        ("<caption>", "<p>"),
        ("scope=\"col\"", "class=\"col\""),
        ("href=\"#scoring\"", "href=\"#nowhere\""),
        ("id=\"about\"", "id=\"scoring\""),
        ("</section>", ""),
        ("<main", "<div"),
        ("</style>", "</style><script></script>"),
    ] {
        assert!(page.contains(good), "{good}");
        let broken = page.replacen(good, bad, 1);
        assert!(std::panic::catch_unwind(|| assert_accessible(&broken)).is_err(), "nothing noticed {bad}");
    }
}

/// What a charter says cannot become markup, nor hide.
#[test]
fn pages_show_text_as_it_is() {
    let text = "charter a \"<script>alert(1)</script> & \\u{202e}\u{202e}\u{7}\"\n  edition 1\n\nprofile\n  as_of date  \"</h4><img src=x>\"\n";
    let workshop = Workshop::open([("a.charter", text.replace("\\u{202e}", ""))]).expect("a charter");
    let page = Booklet::of(workshop.engine()).html();
    assert!(page.contains("&#60;script&#62;alert(1)&#60;/script&#62; &#38; &#60;U+202E&#62;␇"), "{page}");
    assert!(page.contains("&#60;/h4&#62;&#60;img src=x&#62;"));
    assert!(
        !page.contains("<script") && !page.contains("<img") && !page.contains('\u{202e}') && !page.contains('\u{7}')
    );
    let markdown = Booklet::of(workshop.engine()).markdown();
    assert!(markdown.starts_with("# \\<script\\>alert(1)\\</script\\> & \\<U+202E\\>␇\n"), "{markdown}");
}

// ---- colours ----------------------------------------------------------------------------------------------------------

/// The colours of a `:root` block, by name.
fn colours(block: &str) -> BTreeMap<&str, [f64; 3]> {
    let declared =
        block.lines().filter_map(|line| line.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": #"));
    let channel = |hex: &str, at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour")) / 255.0;
    declared.map(|(name, hex)| (name, [0, 2, 4].map(|at| channel(hex, at)))).collect()
}

/// The contrast of two colours, as the Web Content Accessibility Guidelines reckon it: 1 to 21.
fn contrast(one: [f64; 3], two: [f64; 3]) -> f64 {
    let linear =
        |channel: f64| if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) };
    let luminance =
        |[red, green, blue]: [f64; 3]| 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    let (one, two) = (luminance(one) + 0.05, luminance(two) + 0.05);
    one.max(two) / one.min(two)
}

#[test]
fn contrast_is_reckoned_right() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
    // The grey #767676 on white is the lightest that passes: 4.54.
    let grey = 0x76 as f64 / 255.0;
    assert!((contrast([grey; 3], [1.0; 3]) - 4.54).abs() < 0.005);
}

#[test]
fn every_pair_of_colours_can_be_read() {
    let page = kitemark(&["doc", "cases/authoring/tiny.charter", "--format", "html"]).stdout;
    let blocks: Vec<_> = page.split(":root {").skip(1).map(|rest| colours(rest.split('}').next().unwrap())).collect();
    assert_eq!(blocks.len(), 3, "light, dark and paper");
    for block in blocks {
        for ink in ["ink", "soft", "link", "good", "bad", "open"] {
            for paper in ["paper", "tint"] {
                let ratio = contrast(block[ink], block[paper]);
                assert!(ratio >= 4.5, "{ink} on {paper}: {ratio:.2} in {block:?}");
            }
        }
        // Lines are no text: 3 is enough.
        assert!(contrast(block["rule"], block["paper"]) >= 3.0);
    }
}
