//! Every JSON value of a document changed, removed, doubled, and exchanged with its neighbour.

use serde_json::Value;

/// Paths of all values of a document.
fn paths(value: &Value, at: &mut Vec<Step>, all: &mut Vec<Vec<Step>>) {
    all.push(at.clone());
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                at.push(Step::Key(key.clone()));
                paths(value, at, all);
                at.pop();
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                at.push(Step::Index(index));
                paths(value, at, all);
                at.pop();
            }
        }
        _ => {}
    }
}

#[derive(Debug, Clone)]
enum Step {
    Key(String),
    Index(usize),
}

fn at<'a>(value: &'a mut Value, path: &[Step]) -> &'a mut Value {
    path.iter().fold(value, |value, step| match step {
        Step::Key(key) => &mut value[key.as_str()],
        Step::Index(index) => &mut value[*index],
    })
}

/// Other values of the same kind, so that the form stays right where it can.
fn other_values(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => vec![Value::from(1), Value::from("1"), Value::from("0".repeat(64))],
        Value::Bool(b) => vec![Value::from(!b)],
        Value::Number(n) => {
            let n = n.as_u64().unwrap();
            vec![Value::from(n + 1), Value::from(n.saturating_sub(1) + u64::from(n == 0) * 7)]
        }
        Value::String(text) => {
            let mut others = vec![Value::from(format!("{text}1")), Value::Null];
            if text.len() == 64 && text.is_ascii() {
                let flipped = if text.starts_with('0') { "1" } else { "0" };
                others.push(Value::from(format!("{flipped}{}", &text[1..])));
            } else if let Some(last) = text.chars().last() {
                let stem = &text[..text.len() - last.len_utf8()];
                others.push(Value::from(format!("{stem}{}", if last == '1' { '2' } else { '1' })));
            }
            others
        }
        Value::Array(_) => vec![Value::Array(Vec::new()), Value::Null],
        Value::Object(_) => vec![Value::Null, Value::Array(Vec::new())],
    }
}

/// Every changed document, with the path of the change.
pub fn changes(document: &Value) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    paths(document, &mut Vec::new(), &mut all);
    let mut changed = Vec::new();
    for path in &all {
        let name = format!("{path:?}");
        let original = at(&mut document.clone(), path).clone();
        for other in other_values(&original).into_iter().filter(|other| *other != original) {
            let mut copy = document.clone();
            *at(&mut copy, path) = other;
            changed.push((format!("{name} changed"), copy));
        }
        let Some((last, parent)) = path.split_last() else {
            continue;
        };
        let mut copy = document.clone();
        match (at(&mut copy, parent), last) {
            (Value::Object(map), Step::Key(key)) => {
                let next = map.keys().find(|other| *other > key && map[*other] != original).cloned();
                if let Some(next) = next {
                    let mut swapped = document.clone();
                    if let Value::Object(map) = at(&mut swapped, parent) {
                        let other = map[&next].clone();
                        map.insert(next.clone(), original.clone());
                        map.insert(key.clone(), other);
                    }
                    changed.push((format!("{name} exchanged"), swapped));
                }
                let mut doubled = document.clone();
                if let Value::Object(map) = at(&mut doubled, parent) {
                    map.insert(format!("{key}_"), original.clone());
                }
                changed.push((format!("{name} doubled"), doubled));
                map.remove(key);
                changed.push((format!("{name} removed"), copy));
            }
            (Value::Array(list), Step::Index(index)) => {
                let index = *index;
                let mut doubled = document.clone();
                if let Value::Array(list) = at(&mut doubled, parent) {
                    list.insert(index, original.clone());
                }
                changed.push((format!("{name} doubled"), doubled));
                if index + 1 < list.len() && list[index] != list[index + 1] {
                    let mut swapped = document.clone();
                    if let Value::Array(list) = at(&mut swapped, parent) {
                        list.swap(index, index + 1);
                    }
                    changed.push((format!("{name} exchanged"), swapped));
                }
                list.remove(index);
                changed.push((format!("{name} removed"), copy));
            }
            _ => unreachable!("a path leads through objects and arrays"),
        }
    }
    changed
}
