/**
 * How a name of an agent misses the one that was meant. LiveKit compares them letter by letter.
 *
 * @module
 */

export type Miss = 'same' | 'other_case' | 'other_stage' | 'no_stage' | 'no_name' | 'other_name';

/** @param wanted `name-stage`; empty where dispatch is automatic */
export function compareNames(wanted: string, found: string, stage: string): Miss {
	if (found === wanted) return 'same';
	if (found === '' || wanted === '') return 'no_name';
	if (found.toLowerCase() === wanted.toLowerCase()) return 'other_case';
	const bare = wanted.slice(0, -stage.length - 1).toLowerCase();
	if (found.toLowerCase() === bare) return 'no_stage';
	return found.toLowerCase().startsWith(`${bare}-`) ? 'other_stage' : 'other_name';
}

export const sayMiss = (miss: Exclude<Miss, 'same'>): string =>
	({
		other_case: 'upper and lower case differ',
		other_stage: 'it is of another stage',
		no_stage: 'it lacks the stage',
		no_name: 'one side has no name: AGENT_DISPATCH differs',
		other_name: 'it is another name',
	})[miss];

/** Empty names are shown as what they are. */
export const shown = (name: string): string => (name === '' ? '"" (automatic dispatch)' : name);
