//! What lists and fields hold: their records, which of them count, and their order.

use super::*;

impl<'a> Judge<'a> {
    pub(super) fn content(&self, record: &Record<'a>, name: &str) -> (Content<'a>, Option<usize>) {
        let (_, ty, optional) = fields(record.ty).iter().find(|field| field.0 == name).unwrap();
        let place =
            |name: &str| if record.path.is_empty() { name.to_owned() } else { format!("{}.{name}", record.path) };
        let mut grade = record.grade;
        let mut json = record.json.as_object().map(|_| record.json);
        let spoilt = json.is_none();
        let mut walked = String::new();
        for part in name.split('.') {
            walked = if walked.is_empty() { part.to_owned() } else { format!("{walked}.{part}") };
            json = json.and_then(|json| json.get(part));
            let inner = walked.len() < name.len();
            grade = self.grade(&place(&walked), if inner { json } else { None }, grade);
        }
        let content = match json {
            _ if spoilt => Content::Bad,
            None if !optional => Content::Open,
            None if ty.starts_with("list") => Content::List(Vec::new()),
            None if ty.starts_with("set") => Content::Value(Json::Array(Vec::new())),
            None => Content::Nothing,
            Some(json) if json.is_object() => Content::Bad,
            Some(json) if ty.starts_with("list") => {
                let items = json.as_array().unwrap().iter().enumerate().map(|(at, json)| {
                    let id = json.get("id").and_then(Json::as_str).map_or((at + 1).to_string(), str::to_owned);
                    let path = format!("{}[{id}]", place(name));
                    let grade = self.grade(&path, Some(json), grade);
                    Record { json, ty: if *ty == "list of part" { "part" } else { "item" }, path, grade }
                });
                Content::List(items.collect())
            }
            Some(json) => Content::Value(json.clone()),
        };
        (content, grade)
    }

    pub(super) fn start(&self, path: &Path, env: &[Bound<'a>]) -> Bound<'a> {
        path.var.map_or_else(|| Bound::Record(self.profile.clone()), |var| env[var].clone())
    }

    /// A set as the names in it.
    pub(super) fn set(&self, path: &Path, env: &[Bound<'a>]) -> (Result<Vec<String>, bool>, bool) {
        let Bound::Record(record) = self.start(path, env) else { panic!("no record") };
        let (content, grade) = self.content(&record, &path.names.join("."));
        let names = match content {
            Content::Value(json) => {
                Ok(json.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect())
            }
            Content::Bad => Err(true),
            _ => Err(false),
        };
        let proven = names.is_err() || self.proves(grade);
        (names, proven)
    }

    /// The items of a range, with how each passes the filters; an open list says whether by an error. Beside them, whether
    /// the claim of the list itself is proven.
    pub(super) fn members(
        &self,
        range: &Range,
        env: &[Bound<'a>],
        waive: bool,
    ) -> (Result<Vec<Member<'a>>, bool>, bool) {
        let name = range.list.names.join(".");
        let Bound::Record(record) = self.start(&range.list, env) else { panic!("no record") };
        let sure = Found { answer: Some(true), error: false, proven: true };
        let filtered = |members: &mut Vec<Member<'a>>, filter: &Cond, env: &[Bound<'a>]| {
            for member in members {
                if member.counts.answer == Some(false) {
                    continue;
                }
                let mut inner = env.to_vec();
                inner.push(member.bound.clone());
                let found = self.cond(filter, &inner, true);
                member.counts = both(member.counts, found);
            }
        };
        let (mut members, proven) = if let Some((list, filter)) = defined(&name) {
            let inner = Range { var: 0, list: Path { var: range.list.var, names: vec![list] }, filter: None };
            let (members, proven) = self.members(&inner, env, waive);
            let Ok(mut members) = members else { return (members, proven) };
            filtered(&mut members, &filter, &[]);
            (members, proven)
        } else if fields(record.ty).iter().any(|field| field.0 == name && field.1.starts_with("set")) {
            let (names, proven) = self.set(&range.list, env);
            match names {
                Err(error) => return (Err(error), proven),
                Ok(mut names) => {
                    names.sort();
                    names.dedup();
                    let members = names.into_iter().map(|name| Member { bound: Bound::Choice(name), counts: sure });
                    (members.collect(), proven)
                }
            }
        } else {
            match self.content(&record, &name) {
                (Content::List(items), grade) => {
                    let proven = !items.is_empty() || self.proves(grade);
                    let kept = items
                        .into_iter()
                        .filter(|item| !waive || !self.waiving.get() || !self.left_out.contains(&item.path));
                    (kept.map(|item| Member { bound: Bound::Record(item), counts: sure }).collect(), proven)
                }
                (Content::Bad, _) => return (Err(true), true),
                _ => return (Err(false), true),
            }
        };
        if let Some(filter) = &range.filter {
            filtered(&mut members, filter, env);
        }
        (Ok(members), proven)
    }

    /// Pairs of neighbours, or whether there surely is a pair and whether an error is why they are open.
    pub(super) fn neighbours(
        &self,
        list: &Path,
        first: usize,
        by: &'static str,
        per: Option<&'static str>,
        env: &[Bound<'a>],
    ) -> (Neighbours<'a>, bool) {
        let range = Range { var: first, list: list.clone(), filter: None };
        let (members, mut proven) = self.members(&range, env, env.is_empty());
        let members = match members {
            Ok(members) => members,
            Err(error) => return (Err((false, error)), proven),
        };
        let mut items: Vec<(Option<Single>, Single, Bound<'a>)> = Vec::new();
        let (mut open, mut error) = (0, false);
        for member in members {
            proven &= member.counts.proven;
            if member.counts.answer == Some(false) {
                continue;
            }
            let mut inner = env.to_vec();
            inner.push(member.bound.clone());
            let field = |name| self.value(&Value::Path(Path { var: Some(first), names: vec![name] }), &inner);
            let (by, per) = (field(by), per.map(field));
            proven &= by.proven && per.as_ref().is_none_or(|per| per.proven);
            match (by.datum, per.as_ref().map(|per| per.datum.clone())) {
                (Datum::Nothing, _) | (_, Some(Datum::Nothing)) => {}
                (Datum::Value(by), None) if member.counts.answer.is_some() => items.push((None, by, member.bound)),
                (Datum::Value(by), Some(Datum::Value(per))) if member.counts.answer.is_some() => {
                    items.push((Some(per), by, member.bound));
                }
                _ => {
                    open += 1;
                    error |= member.counts.error || by.error || per.is_some_and(|per| per.error);
                }
            }
        }
        let mut pairs = Vec::new();
        let mut groups: Vec<Option<Single>> = Vec::new();
        for (group, ..) in &items {
            if !groups.contains(group) {
                groups.push(group.clone());
            }
        }
        for group in groups {
            let mut members: Vec<&(Option<Single>, Single, Bound<'a>)> =
                items.iter().filter(|item| item.0 == group).collect();
            members.sort_by(|a, b| order(&a.1, &b.1).unwrap());
            pairs.extend(members.windows(2).map(|pair| (pair[0].2.clone(), pair[1].2.clone())));
        }
        if open > 0 && items.len() + open > 1 {
            return (Err((!pairs.is_empty(), error)), proven);
        }
        (Ok(pairs), proven)
    }
}
