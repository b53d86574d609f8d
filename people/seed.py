"""The specialties that a new site offers: what people choose when they join, and what their certificates say."""

from people.models import Specialty

SPECIALTIES = (
    "Acute internal medicine",
    "Anaesthetics",
    "Cardiology",
    "Core surgery",
    "Dermatology",
    "Emergency medicine",
    "Foundation programme",
    "General practice",
    "General surgery",
    "Geriatric medicine",
    "Haematology",
    "Histopathology",
    "Infectious diseases",
    "Intensive care medicine",
    "Internal medicine training",
    "Medical microbiology",
    "Neurology",
    "Neurosurgery",
    "Obstetrics and gynaecology",
    "Occupational medicine",
    "Oncology",
    "Ophthalmology",
    "Otolaryngology",
    "Paediatrics",
    "Palliative medicine",
    "Plastic surgery",
    "Psychiatry",
    "Public health medicine",
    "Radiology",
    "Rehabilitation medicine",
    "Renal medicine",
    "Respiratory medicine",
    "Rheumatology",
    "Sexual and reproductive health",
    "Trauma and orthopaedics",
    "Urology",
    "Another specialty",
)


def seed_specialties() -> int:
    """Give an empty site its specialties and say how many. One that has any is left as it is."""
    if Specialty.objects.exists():
        return 0
    return len(Specialty.objects.bulk_create(Specialty(name=name) for name in SPECIALTIES))
