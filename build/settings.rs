//! The shape of `data/settings.json`: the types of `src/core/catalogue.rs`.

use crate::shape::Shape;
use Shape::{Bool, List, Number, Optional, Pairs, Struct, Text};

pub const CATALOGUE: &Shape = &Struct(
    "Catalogue",
    &[
        ("schema", Number),
        (
            "site",
            Struct(
                "Site",
                &[
                    ("origin", Text),
                    ("sign_in", List(&Text)),
                    ("categories", List(&Text)),
                    ("legacy", Pairs),
                ],
            ),
        ),
        ("settings", List(&SETTING)),
        (
            "siblings",
            List(&Struct("Sibling", &[("path", Text), ("keys", List(&Text))])),
        ),
    ],
);

const SETTING: Shape = Struct(
    "Setting",
    &[
        ("id", Text),
        ("category", Text),
        ("slug", Text),
        ("keys", List(&Text)),
        (
            "wording",
            List(&Struct(
                "Wording",
                &[
                    ("lang", Text),
                    ("category", Text),
                    ("name", Text),
                    ("label", List(&Text)),
                    ("on", Optional(&Text)),
                    ("off", Optional(&Text)),
                    ("verified", Bool),
                    ("label_verified", Bool),
                ],
            )),
        ),
    ],
);
