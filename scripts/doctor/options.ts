/**
 * What `npm run doctor` is asked for.
 *
 * @module
 */
import { parseArgs } from 'node:util';

export const USAGE = 'npm run doctor [-- --stage STAGE] [-- --json] [-- --canary CALLS] [-- --within SECONDS]';

export interface Options {
	/** One that was deployed to AWS; null: what npm start runs here, or the environment says. */
	readonly stage: string | null;
	readonly json: boolean;
	/** Calls; 0: none. */
	readonly canary: number;
	/** Seconds until the agent has to be heard. */
	readonly within: number;
}

/** Null: not understood. */
export function readOptions(args: readonly string[]): Options | null {
	try {
		const { values } = parseArgs({
			args: [...args],
			options: {
				stage: { type: 'string' },
				json: { type: 'boolean', default: false },
				canary: { type: 'string', default: '3' },
				within: { type: 'string', default: '10' },
			},
		});
		const [canary, within] = [values.canary, values.within].map((text) => (/^\d{1,3}$/.test(text) ? Number(text) : -1));
		if (canary === undefined || within === undefined || canary < 0 || within < 1) return null;
		return { stage: values.stage ?? null, json: values.json, canary, within };
	} catch {
		return null;
	}
}
