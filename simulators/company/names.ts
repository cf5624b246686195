/** What people, titles, places and groups are called. Names are as people bear them: with accents, apostrophes, other scripts. */

export const GIVEN_NAMES = [
  "Ann",
  "Bo",
  "Chloé",
  "Dmitri",
  "Élodie",
  "Fatima",
  "Giulia",
  "Håkon",
  "Ingrid",
  "João",
  "Kaito",
  "Leïla",
  "Małgorzata",
  "Ngozi",
  "Óscar",
  "Priya",
  "Quentin",
  "Rūta",
  "Søren",
  "Tomáš",
  "Uma",
  "Víctor",
  "Wanjiru",
  "Ximena",
  "Yusuf",
  "Zoë",
  "Anne-Marie",
  "Björn",
  "Catalina",
  "Đorđe",
  "Eun-ji",
  "Florian",
  "Gwen",
  "Hòa",
  "İpek",
  "Jürgen",
  "Karim",
  "Lía",
  "美咲",
  "Николай",
  "محمد",
  "Ελένη",
  "Robert",
  "Samuel",
  "Teresa",
  "William",
  "Katherine",
  "Alexander",
  "Margaret",
  "Jo",
] as const;

export const FAMILY_NAMES = [
  "Lee",
  "Jensen",
  "O'Brien",
  "García Márquez",
  "Müller",
  "Nguyễn",
  "Kowalczyk",
  "Öztürk",
  "D’Angelo",
  "van der Berg",
  "Łukasiewicz",
  "Sánchez",
  "Åberg",
  "Ivanova",
  "Tanaka",
  "Okafor",
  "Singh",
  "Cohen",
  "Dvořák",
  "Béranger",
  "Smith-Jones",
  "Ó Súilleabháin",
  "Popescu",
  "Haddad",
  "Silva",
  "Novák",
  "Petrović",
  "Yılmaz",
  "Østergaard",
  "Kim",
  "Zhang",
  "Abebe",
  "田中",
  "Папандопуло",
  "Fernández",
  "Weiß",
  "Roux",
  "Moreau",
  "Achterberg",
  "Lindqvist",
  "Mensah",
  "Quispe",
  "Ferreira",
  "Horváth",
  "Jónsdóttir",
  "Kaya",
  "Larsen",
  "Marković",
  "Núñez",
  "Petit",
] as const;

/** What a given name is among colleagues. */
export const SHORT_NAMES: Readonly<Record<string, string>> = {
  Robert: "Bob",
  Samuel: "Sam",
  Teresa: "Tess",
  William: "Bill",
  Katherine: "Kate",
  Alexander: "Alex",
  Margaret: "Peggy",
};

export const DEPARTMENTS = [
  "Engineering",
  "Sales",
  "R&D",
  "People",
  "Finance",
  "Legal & Compliance",
  "Support",
  "Operations",
  "Marketing",
  "Design",
] as const;

export const TITLES = [
  "Engineer",
  "Senior Engineer",
  "Account Executive",
  "Designer",
  "Counsel",
  "Analyst",
  "Technician",
  "VP, Sales (EMEA)",
  'Head of "Special" Projects',
  "Accountant",
  "Recruiter",
  "Über-Architekt",
  "Support Agent",
  "Lead",
] as const;

export const STREETS = [
  "1 Main St",
  "Rue de l’Église 7",
  "Königsallee 12",
  "5-2-1 Ginza, Chūō",
  "Av. 9 de Julio 1925",
] as const;

export const LANGUAGES = ["en-US", "de-DE", "fr-FR", "ja-JP", "pt-BR", "da-DK"] as const;

const TOPICS = [
  "Apollo",
  "Badge Readers",
  "Câble",
  "Door Access",
  "Edge",
  "Field Trips",
  "Gate Keepers",
  "Hub",
  "Incident Response",
  "Jour Fixe",
  "Keys & Locks",
  "Library",
  "Mentors",
  "Night Shift",
  "On Call",
  "Parking",
  "Quality",
  "Reading Club",
  "Safety",
  "Travel",
  "Union",
  "Visitors",
  "Works Council",
  "Xmas Party",
  "Yoga",
  "Zero Waste",
] as const;

/** The name of the `n`th group that is about a topic; each is another. */
export function topicName(n: number): string {
  const topic = TOPICS[n % TOPICS.length] as string;
  return n < TOPICS.length ? topic : `${topic} ${Math.floor(n / TOPICS.length) + 1}`;
}

/** `name` as it stands in an address: small Latin letters and digits; empty where it has none. */
export function addressPart(name: string): string {
  const plain: Readonly<Record<string, string>> = { ł: "l", ø: "o", đ: "d", ß: "ss", ı: "i", æ: "ae" };
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[łøđßıæ]/g, (letter) => plain[letter] ?? "")
    .replace(/[^a-z0-9]/g, "");
}
