/**
 * No value is told, whoever words the text: what AWS or LiveKit answers may repeat what it was sent.
 *
 * @module
 */

/** A shorter one is found in any text. */
const SHORTEST = 5;

/** Puts names in place of values, and of the hosts in them. */
export function untold(values: ReadonlyMap<string, string>): (text: string) => string {
	const told = [...values].flatMap(
		([name, value]) =>
			[
				[value, name],
				[hostOf(value), name],
			] as const,
	);
	const longestFirst = told
		.filter(([value]) => value.length >= SHORTEST)
		.sort(([one], [other]) => other.length - one.length);
	return (text) => longestFirst.reduce((so, [value, name]) => so.replaceAll(value, name), text);
}

function hostOf(value: string): string {
	return URL.canParse(value) ? new URL(value).host : '';
}
