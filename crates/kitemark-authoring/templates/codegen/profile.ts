/**
 * Profiles for {{ self::comment(model.title) }}, edition {{ model.edition }}, as types.
 *
 * Written by `kitemark codegen typescript`: to change it, change the charter and write it anew. What is left out is an open
 * question; `JSON.stringify` of a `Profile` is a profile. Numbers are texts, so that nothing is rounded on the way.
 */

/** An exact number, such as "12.5". */
export type Decimal = `${number}`;

/** A percentage, such as "25%". */
export type Percent = `${number}%`;

/** An amount, such as "{{ currency }}1250.50" or "{{ currency }}1,250.50". */
export type Money = `{{ currency }}${string}` | `-{{ currency }}${string}`;

/** A length of time, such as "36 months". */
export type Duration = `${bigint} ${"day" | "week" | "month" | "year"}${"" | "s"}`;

/** A day, such as "2026-04-01". */
export type Date = `${number}-${number}-${number}`;

/** The days from a first to a last, both included, such as "2024-04-01 to 2027-03-31", or a financial year, such as "2020-21". */
export type Period = `${Date} to ${Date}` | `${number}-${number}`;
{% for unit in model.units %}
/** A quantity, such as "30 {{ unit.written }}". */
export type {{ unit.name }} = `${string} {{ unit.written }}`;
{% endfor -%}
{% for choice in model.choices %}
/** {{ self::comment(choice.doc) }} */
export type {{ choice.name }} =
{%- for value in choice.values %}
  /** {{ self::comment(value.doc) }} */
  | "{{ value.written }}"{% if loop.last %};{% endif %}
{%- endfor %}
{% endfor -%}
{% for shape in model.shapes %}
/** {{ self::comment(shape.doc) }} */
export interface {{ shape.name }} {
{%- for field in shape.fields %}
  /** {{ self::comment(field.doc) }} */
  {{ field.key }}{% if !field.required %}?{% endif %}: {{ self::of_field(field) }};
{%- endfor %}
}
{% endfor -%}
