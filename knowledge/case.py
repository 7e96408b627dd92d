"""CaseDetails: the one vocabulary of extraction, rules and reply.

Names and values are fixed by the project's contract. A field that is not known is ``None`` or an empty tuple, never
guessed. Units stand in the names: sizes in mm, Ki-67 and liver involvement in percent, age in years.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Site = Literal[
    "pancreas",
    "stomach",
    "duodenum",
    "ampulla",
    "jejunum_ileum",
    "appendix",
    "colon",
    "rectum",
    "lung",
    "thymus",
    "unknown_primary",
]
GEP_SITES: frozenset[str] = frozenset(
    {"pancreas", "stomach", "duodenum", "ampulla", "jejunum_ileum", "appendix", "colon", "rectum"}
)
Histology = Literal["net", "nec", "minen", "typical_carcinoid", "atypical_carcinoid", "lcnec", "sclc"]
Operator = Literal["=", "<", ">", "~", "range"]
Span = tuple[int, int]


class Value(BaseModel):
    """A frozen value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Ki67(Value):
    """A Ki-67 index in percent. ``<3`` is low 0, high 3; ``>20`` is low 20, high 100; ``8`` is low = high = 8."""

    low: float
    high: float
    operator: Operator = "="
    specimen: Literal["primary", "metastasis"] | None = None
    year: int | None = None


class Mitoses(Value):
    """A mitotic count; ``per`` says over which area. For ``<2`` low is 0; for ``>20`` high is ``None`` (open)."""

    low: float
    high: float | None
    operator: Operator = "="
    per: Literal["2mm2", "10hpf"] | None = None


class Nodes(Value):
    """Lymph nodes with tumour, out of those examined. ``positive`` is ``None`` when only positivity is told apart."""

    positive: int | None = None
    examined: int | None = None

    @property
    def involved(self) -> bool | None:
        """True with tumour in a node, False without, ``None`` where only the number examined is told."""
        if self.positive is None:
            return True if self.examined is None else None
        return self.positive > 0


MetastasisSite = Literal[
    "liver", "lymph_node_regional", "lymph_node_distant", "bone", "peritoneum", "lung", "brain", "ovary", "other"
]


class Metastasis(Value):
    """One site of spread and how sure it is."""

    site: MetastasisSite
    status: Literal["present", "possible", "absent"] = "present"


class Liver(Value):
    """Liver disease: share of the liver in percent, number of lesions, largest in mm, one lobe or both.

    ``distribution`` is the type of Frilling: ``I`` a single metastasis, ``II`` a main bulk with smaller deposits in
    both lobes, ``III`` disseminated in both lobes.
    """

    involvement_low: float | None = None
    involvement_high: float | None = None
    lesion_count: int | None = None
    largest_mm: float | None = None
    lobes: Literal["unilobar", "bilobar"] | None = None
    distribution: Literal["I", "II", "III"] | None = None


class Bone(Value):
    """Bone metastases: how many, and whether any of them causes symptoms."""

    lesion_count: int | None = None
    symptomatic: bool | None = None


class Measurements(Value):
    """Sums of the diameters of target lesions in mm by RECIST, and the months from the baseline to the current scan."""

    baseline_mm: float | None = None
    nadir_mm: float | None = None
    """The smallest sum on study; the baseline where that is the smallest."""
    current_mm: float | None = None
    months: float | None = None
    new_lesions: bool | None = None
    non_target_progression: bool | None = None
    non_target_gone: bool | None = None
    """True when no lesion is left that is not a target."""


ImagingLocation = Literal[
    "surgical_bed", "pancreas", "liver", "lymph_node", "bone", "peritoneum", "whole_body", "other"
]


class ReceptorImaging(Value):
    """What somatostatin receptor imaging shows at one location."""

    location: ImagingLocation
    krenning: int | None = None
    uptake: Literal["positive", "negative"] | None = None
    trend: Literal["increased", "stable", "decreased", "new"] | None = None
    certainty: Literal["definite", "possible"] = "definite"
    tracer: str | None = None


TreatmentKind = Literal[
    "surgery",
    "ssa",
    "prrt",
    "targeted",
    "chemo",
    "liver_directed",
    "radiotherapy",
    "transplant",
    "other",
]


GIVEN = frozenset({"done", "ongoing"})
"""The states of a treatment that was given, whether or not it still is."""


class Treatment(Value):
    """One treatment by its lower-case generic name, and whether it was given, is running, planned or refused."""

    name: str
    kind: TreatmentKind
    status: Literal["done", "ongoing", "planned", "considered", "declined"] = "done"
    year: int | None = None
    best_response: str | None = None


class Marker(Value):
    """One laboratory marker, as a value with its unit or as multiples of the upper limit of normal."""

    name: Literal["cga", "5hiaa", "alp", "nse", "other"]
    value: float | None = None
    unit: str | None = None
    times_uln: float | None = None


Extent = Literal[
    "limited",
    "submucosa",
    "muscularis_propria",
    "subserosa",
    "serosa",
    "mesoappendix",
    "duodenum_or_bile_duct",
    "pancreas_or_peripancreatic_fat",
    "adjacent_organ",
    "large_vessel",
]


ENTRIES = {"metastases": "site", "treatments": "kind"}
"""Lists of which each entry is a slot of its own, and what of an entry names it."""


class CaseDetails(Value):
    """Everything that a conversation has said about one patient."""

    primary_site: Site | None = None
    primary_site_basis: Literal["stated", "inferred"] | None = None
    histology: Histology | None = None
    differentiation: Literal["well", "poor"] | None = None
    stated_grade: Literal[1, 2, 3] | None = None
    ki67: tuple[Ki67, ...] = ()
    mitoses: Mitoses | None = None
    tumour_size_mm: float | None = None
    tumour_extent: Extent | None = None
    t: str | None = None
    n: str | None = None
    m: str | None = None
    tnm_prefix: Literal["c", "p", "yp", "r"] | None = None
    stated_stage: str | None = None
    diagnosis_year: int | None = None
    nodes: Nodes | None = None
    margin: Literal["R0", "R1", "R2"] | None = None
    metastases: tuple[Metastasis, ...] = ()
    liver: Liver | None = None
    receptor_imaging: tuple[ReceptorImaging, ...] = ()
    fdg: Literal["positive", "negative"] | None = None
    treatments: tuple[Treatment, ...] = ()
    progression: Literal["progressive", "stable", "responding"] | None = None
    functioning: Literal["functioning", "non_functioning"] | None = None
    syndrome: Literal["carcinoid", "insulinoma", "gastrinoma", "vipoma", "glucagonoma"] | None = None
    markers: tuple[Marker, ...] = ()
    age_years: float | None = None
    sex: Literal["female", "male"] | None = None
    ecog: Literal[0, 1, 2, 3, 4] | None = None
    hereditary: Literal["men1", "vhl", "nf1", "tsc"] | None = None
    carcinoid_heart_disease: bool | None = None
    pancreas_part: Literal["head", "uncinate", "neck", "body", "tail"] | None = None
    necrosis: Literal["none", "focal", "extensive"] | None = None
    """Tumour necrosis on histology; a criterion in the lung and thymus."""
    atrx_daxx: Literal["lost", "retained"] | None = None
    """Nuclear expression of ATRX and DAXX: ``lost`` where either is, ``retained`` where both are kept."""
    symptomatic: bool | None = None
    """Whether the tumour caused symptoms such as jaundice, pain or bleeding before its treatment."""
    symptom_grade: Literal[0, 1, 2, 3, 4] | None = None
    """Grade of the symptoms of tumour or hormones (CTCAE); 0 is none."""
    treatment_naive: bool | None = None
    """True when the text says that no systemic treatment was given so far."""
    stable_months: float | None = None
    """For how many months the disease has been stable or responding."""
    fdg_intensity: Literal["lower", "equal", "higher"] | None = None
    """FDG uptake against receptor uptake of the same lesions."""
    bone: Bone | None = None
    extra_abdominal: bool | None = None
    """Whether there are metastases outside the abdomen, where the text says so without naming the site."""
    critical_organ: Literal["none", "abutting", "compromised"] | None = None
    """Whether tumour touches or already impairs a critical organ (heart, cord, brain, airway, large vessel, ureter)."""
    measurements: Measurements | None = None
    nlr: float | None = None
    """Ratio of neutrophils to lymphocytes in the blood."""
    evidence_spans: dict[str, Span] = Field(default_factory=dict)
    """Field path, for example ``receptor_imaging[0].krenning``, to [start, end) in the text that it came from."""
    evidence_turns: dict[str, int] = Field(default_factory=dict)
    """Field path to the turn of the conversation (0 is the first) whose text the span points into."""
    filled_by_model: tuple[str, ...] = ()
    """Fields that a chat model filled from a verbatim span; a value that is read or stated later replaces them."""

    likely: tuple[str, ...] = ()
    """Slots (``sex``, ``metastases.liver``, ``treatments.ssa``) of which no rule read anything and the words of a text
    made something likely; a value that is read or stated later replaces it."""

    def facts(self) -> dict[str, object]:
        """The fields that are filled, without the spans and the marks."""
        empty: tuple[object, ...] = (None, ())
        skip = {"evidence_spans", "evidence_turns", "filled_by_model", "likely"}
        return {
            name: value
            for name in type(self).model_fields
            if name not in skip and (value := getattr(self, name)) not in empty
        }

    def slots(self) -> frozenset[str]:
        """What is told: filled fields, sites of metastases (``metastases.liver``) and kinds of treatments."""
        entries = (f"{field}.{getattr(one, name)}" for field, name in ENTRIES.items() for one in getattr(self, field))
        return frozenset((*self.facts(), *entries))

    def places(self, field: str) -> dict[str, Span]:
        """The spans of a field and of its parts."""
        return {path: span for path, span in self.evidence_spans.items() if _belongs(path, field)}

    def filled(self, field: str, value: object, spans: dict[str, Span]) -> "CaseDetails":
        """The case with a field filled by a model: the value, its places and its mark."""
        marks = {*self.filled_by_model, field}
        update: dict[str, object] = {
            field: value,
            "evidence_spans": {**self.evidence_spans, **spans},
            "filled_by_model": tuple(name for name in type(self).model_fields if name in marks),
        }
        if field == "primary_site":
            update["primary_site_basis"] = "stated"
        return self.model_copy(update=update)

    def without(self, fields: frozenset[str]) -> "CaseDetails":
        """The case without some fields, their places and their marks."""
        if not fields:
            return self
        gone = fields | ({"primary_site_basis"} if "primary_site" in fields else frozenset())
        update: dict[str, object] = {name: type(self).model_fields[name].default for name in gone}
        for held in ("evidence_spans", "evidence_turns"):
            paths = getattr(self, held)
            update[held] = {path: at for path, at in paths.items() if not any(_belongs(path, name) for name in gone)}
        update["filled_by_model"] = tuple(name for name in self.filled_by_model if name not in gone)
        update["likely"] = tuple(slot for slot in self.likely if slot.partition(".")[0] not in gone)
        return self.model_copy(update=update)

    def present_metastases(self) -> frozenset[str]:
        """Sites of spread that are present, not merely possible."""
        return frozenset(m.site for m in self.metastases if m.status == "present")


def _belongs(path: str, field: str) -> bool:
    return path == field or path.startswith((f"{field}.", f"{field}[", f"{field}_basis"))


class Problem(Value):
    """A value in the text that cannot be right, with what would be: shown to the person, never put into the case."""

    field: str
    """Field of CaseDetails, for example ``ki67``."""
    text: str
    """The value as written, for example ``150 %``."""
    message: str
    """One plain sentence: what is wrong and what would be right."""
    span: Span
