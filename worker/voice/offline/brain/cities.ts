/** Cities whose time one can ask for by voice. */
export const SPOKEN_CITIES = [
	'amsterdam',
	'athens',
	'beijing',
	'berlin',
	'cairo',
	'chicago',
	'dublin',
	'lisbon',
	'london',
	'los angeles',
	'madrid',
	'moscow',
	'new york',
	'paris',
	'prague',
	'rome',
	'san francisco',
	'singapore',
	'sydney',
	'tokyo',
	'toronto',
	'vienna',
] as const;

/** Big cities whose time zone is named after another one. */
const SHARED: Readonly<Record<string, string>> = {
	barcelona: 'Europe/Madrid',
	beijing: 'Asia/Shanghai',
	boston: 'America/New_York',
	delhi: 'Asia/Kolkata',
	hamburg: 'Europe/Berlin',
	milan: 'Europe/Rome',
	mumbai: 'Asia/Kolkata',
	munich: 'Europe/Berlin',
	'san francisco': 'America/Los_Angeles',
	seattle: 'America/Los_Angeles',
	washington: 'America/New_York',
};

const ownZones = new Map<string, string>();
for (const zone of Intl.supportedValuesOf('timeZone'))
	ownZones.set((zone.split('/').at(-1) ?? zone).replaceAll('_', ' ').toLowerCase(), zone);

/** The IANA time zone of a city: "new york" is `America/New_York`. `null` for cities that no zone is named after. */
export function zoneOf(city: string): string | null {
	const name = city.trim().toLowerCase();
	return SHARED[name] ?? ownZones.get(name) ?? null;
}
