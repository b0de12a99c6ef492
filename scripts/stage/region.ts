/**
 * Where and as whom SST will deploy. It reads `.env` and `.env.local` before anything else, and what they say counts more
 * than what the shell says: a stage must not get its settings in one account, and its stacks in another.
 *
 * @module
 */
import type { Variables } from '../start/settings.ts';

export interface Account {
	readonly region: string;
	/** For the process: how AWS's libraries find their credentials. */
	readonly variables: Variables;
}

export function accountOf(shell: Variables, ...files: readonly Variables[]): Account {
	const merged: Variables = Object.assign({}, shell, ...files);
	const ofAws = Object.entries(merged).filter(([name]) => name.startsWith('AWS_'));
	// As sst.config.ts has it.
	return { region: merged['GREENROOM_REGION'] || 'us-east-1', variables: Object.fromEntries(ofAws) };
}
