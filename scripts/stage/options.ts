/**
 * What `npm run setup:stage` and `npm run remove:stage` are asked for.
 *
 * @module
 */
import { parseArgs } from 'node:util';

export const USAGE = [
	'npm run setup:stage STAGE [-- --from FILE] [-- --offline] [-- --check]',
	'npm run remove:stage STAGE [-- --yes-production]',
	'',
	'STAGE is production, staging, pr-7, or a name of your own.',
	'--from FILE       take the settings from a file of lines NAME=value; what it lacks is taken from the environment',
	'--offline         do not try whether LiveKit and Upstash take them',
	'--check           write nothing, and say what is absent',
	'--yes-production  I do mean production',
].join('\n');

export interface SetUpOptions {
	readonly verb: 'setup';
	readonly stage: string;
	readonly from: string | null;
	readonly offline: boolean;
	readonly check: boolean;
}
export interface RemoveOptions {
	readonly verb: 'remove';
	readonly stage: string;
	readonly yesProduction: boolean;
}

/** Null: not understood. */
export function readOptions([verb, ...args]: readonly string[]): SetUpOptions | RemoveOptions | null {
	try {
		if (verb === 'setup') {
			const options = {
				from: { type: 'string' },
				offline: { type: 'boolean', default: false },
				check: { type: 'boolean', default: false },
			} as const;
			const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
			const stage = only(positionals);
			const { offline, check, from = null } = values;
			return stage === null ? null : { verb, stage, from, offline, check };
		}
		if (verb !== 'remove') return null;
		const options = { 'yes-production': { type: 'boolean', default: false } } as const;
		const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
		const stage = only(positionals);
		return stage === null ? null : { verb, stage, yesProduction: values['yes-production'] };
	} catch {
		return null;
	}
}

const only = ([first, ...others]: readonly string[]): string | null => (others.length === 0 ? (first ?? null) : null);
