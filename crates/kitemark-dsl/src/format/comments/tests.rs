use super::super::tests::formatted;

/// Compares what a text is formatted to, which is a fixed point of the same meaning.
#[track_caller]
fn becomes(text: &str, expected: &str) {
    assert_eq!(formatted(text), expected);
}

#[test]
fn at_the_top_of_a_file() {
    becomes(
        "\u{feff}#! The top. \t\r\n\r\n \r\n  #  About the unit.\r\nunit a\r\n",
        "#! The top.\n\n#  About the unit.\nunit a\n",
    );
    becomes("\n\n# a\n\n\n# b", "# a\n\n# b\n");
    becomes("\n \n", "");
}

#[test]
fn above_declarations_criteria_and_clauses() {
    becomes(
        r#"
# the principle
principle p "P"
 # its weight
 weight 2

# a section

# the criterion
 criterion c "C"
# the duty
    must a
       # the reason
    because "B"
# the next
unit u"#,
        r#"# the principle
principle p "P"
  # its weight
  weight 2

  # a section

  # the criterion
  criterion c "C"
    # the duty
    must     a
    # the reason
    because  "B"

# the next
unit u
"#,
    );
}

#[test]
fn above_entries() {
    becomes(
        r#"choice c
    # b
    b "A # in a text"
    # longer

    # longest
    longest "B"
"#,
        r#"choice c
  # b
  b        "A # in a text"
  # longer

  # longest
  longest  "B"
"#,
    );
}

#[test]
fn beside_clauses_and_entries() {
    becomes(
        r##"record r "R"# title
  a number    # one
  longer text "L
     folded"#two

  b one of x,
    y # three
  c number
  d number # four
unit u # five"##,
        r#"record r "R"  # title
  a       number            # one
  longer  text  "L folded"  #two

  b       one of x, y  # three
  c       number
  d       number  # four

unit u  # five
"#,
    );
}

#[test]
fn beside_neighbours_in_one_column() {
    becomes(
        r#"charter c "C"
  edition 1 # a
  currency GBP # b
  # apart
  valid for 2 years # c

  grades x, y # d
"#,
        r#"charter c "C"
  edition    1    # a
  currency   GBP  # b
  # apart
  valid for  2 years  # c

  grades     x, y  # d
"#,
    );
}

#[test]
fn beside_clauses_of_several_lines() {
    // Only what stands on neighbouring lines shares a column.
    let long = "a_value_with_a_long_name is a_value_with_a_name";
    becomes(
        &format!(
            "principle p \"P\"\n criterion c \"C\"\n  fix \"F\" # a\n  must {long} and {long} # b\n  because \"B\" # c\n"
        ),
        &format!(
            r#"principle p "P"

  criterion c "C"
    fix      "F"  # a
    must     {long}
             and {long}  # b
    because  "B"                                                  # c
"#
        ),
    );
}

#[test]
fn within_a_clause() {
    becomes(
        r#"principle p "P"
  # before
  cites a, # first
    # on its own
    b      # last
"#,
        r#"principle p "P"
  # before
  # first
  # on its own
  cites a, b  # last
"#,
    );
    // The blank line stays above all that belongs to the clause.
    becomes(
        r#"principle p "P"
  weight 2

  because # within
    "B"
"#,
        r#"principle p "P"
  weight  2

  # within
  because "B"
"#,
    );
    becomes(
        "limit to none when # why\n  a because \"B\" # beside\n",
        "# why\nlimit to none\n  when    a\n  because \"B\"  # beside\n",
    );
}

#[test]
fn between_the_title_of_a_definition_and_its_body() {
    becomes(
        "define a \"A\" # title\n # body\n is b and\n is_c",
        "define a \"A\"  # title\n  # body\n  is b and is_c\n",
    );
}

#[test]
fn beside_citations_that_become_one_list() {
    becomes(
        r#"principle p "P"
  cites a # a
  cites b # b
  weight 2
  cites c # c
"#,
        r#"principle p "P"
  # a
  cites  a, b, c  # b
  weight 2        # c
"#,
    );
}

#[test]
fn at_the_end_of_criteria_declarations_and_files() {
    becomes(
        r#"principle p "P"
  criterion c "C"
    must a
    # end of c

    # also of c
  # about d
  criterion d "D"
    must b
      # end of d
  # of d as well
# about the unit

unit u
  # end of u
# end of the file
"#,
        r#"principle p "P"

  criterion c "C"
    must     a
    # end of c

    # also of c

  # about d
  criterion d "D"
    must     b
    # end of d
    # of d as well

# about the unit

unit u
  # end of u

# end of the file
"#,
    );
}

#[test]
fn blank_lines_stay_single_and_never_follow_a_heading() {
    becomes(
        r#"award gold "G"


  needs every must is met


  needs score is at least 70%
example "E"

  # first
  profile "p.yaml"
  given l[key # "1].a is 5 # second


  then award is gold
"#,
        r#"award gold "G"
  needs every must is met

  needs score is at least 70%

example "E"
  # first
  profile "p.yaml"
  given   l[key # "1].a is 5  # second

  then    award is gold
"#,
    );
}

#[test]
fn clauses_stay_in_the_order_of_the_author() {
    becomes(
        r#"principle p "P"
  because "B"
  weight 2 # two
  criterion c "C"
    fix "F"
    must a
    because "B"
    when b # when
"#,
        r#"principle p "P"
  because "B"
  weight  2  # two

  criterion c "C"
    fix      "F"
    must     a
    because  "B"
    when     b  # when
"#,
    );
}
