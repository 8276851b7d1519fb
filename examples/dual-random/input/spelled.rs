//! Inputs written out as files of their own, as other programs have them: what a workbook says of its rosters, in CSV.

use crate::files::{self, Access, Folder};
use crate::input::{Inputs, PlanSource};
use crate::out::Outcome;
use dual_random::{InspectorId, Role};
use std::path::Path;

impl Inputs {
    /// Writes the rosters into a folder, with all that the workbook says of them.
    pub(crate) fn write_tables(&self, source: &PlanSource, to: &Path) -> Outcome<()> {
        let folder = Folder::new(to);
        let flag = |is: bool| if is { "yes" } else { "no" }.to_owned();
        let ids = |ids: &[InspectorId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(";");
        let further: Vec<&String> = self.columns.attributes.iter().chain(&self.columns.sheet).collect();
        let mut heads: Vec<String> = [
            "id",
            "credit_code",
            "name",
            "district",
            "class",
            "level",
            "inspected",
            "last_team",
            "exempt",
            "basis",
            "drawn_before",
            "carried",
        ]
        .map(str::to_owned)
        .to_vec();
        heads.extend(further.iter().map(|name| (*name).clone()));
        let mut targets = vec![heads];
        for target in &self.rosters.targets {
            let exemption = target.exemption.as_ref();
            let mut row = vec![
                target.id.to_string(),
                target.credit_code.clone().unwrap_or_default(),
                target.name.clone(),
                target.district.clone(),
                target.class.clone(),
                target.level.clone(),
                target.inspected.to_string(),
                ids(&target.last_team),
                exemption.map(|own| own.reason.clone()).unwrap_or_default(),
                exemption.map(|own| own.basis.clone()).unwrap_or_default(),
                flag(target.drawn_before),
                flag(target.carried),
            ];
            let cell =
                |name: &&String| target.attributes.get(*name).or_else(|| target.sheet.get(*name)).cloned();
            row.extend(further.iter().map(|name| cell(name).unwrap_or_default()));
            targets.push(row);
        }
        let mut inspectors = vec![
            [
                "id",
                "name",
                "department",
                "district",
                "qualifications",
                "valid_from",
                "valid_to",
                "max_visits",
                "role",
            ]
            .map(str::to_owned)
            .to_vec(),
        ];
        inspectors.extend(self.rosters.inspectors.iter().map(|own| {
            vec![
                own.id.to_string(),
                own.name.clone(),
                own.department.clone(),
                own.district.clone(),
                own.qualifications.join(";"),
                own.valid_from.to_string(),
                own.valid_to.to_string(),
                own.max_visits.to_string(),
                if own.role == Role::Expert { "expert" } else { "officer" }.to_owned(),
            ]
        }));
        let mut recusals = vec![["inspector", "target", "category"].map(str::to_owned).to_vec()];
        let recusal = |own: &dual_random::Recusal| {
            vec![own.inspector.to_string(), own.target.to_string(), own.category.clone()]
        };
        recusals.extend(self.rosters.recusals.iter().map(recusal));
        for (path, rows) in
            [(folder.targets(), targets), (folder.inspectors(), inspectors), (folder.recusals(), recusals)]
        {
            files::write(&path, csv(&rows).as_bytes(), Access::Everyone)?;
        }
        if let Some((_, list)) = source.earlier() {
            files::write(&folder.earlier(), list.as_bytes(), Access::Everyone)?;
        }
        Ok(())
    }
}

fn csv(rows: &[Vec<String>]) -> String {
    let cell = |text: &String| {
        if text.contains(['"', ',', '\r', '\n']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.clone()
        }
    };
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\n").collect()
}
