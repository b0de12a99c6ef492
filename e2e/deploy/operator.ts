/**
 * Somebody who deploys: the commands that they type, in a clone, with credentials for the stand-in alone.
 *
 * @module
 */
import { join } from 'node:path';
import { runCommand } from '../../scripts/processes/run-command.ts';
import type { Aws } from './aws/start.ts';

export interface Done {
	readonly ok: boolean;
	readonly said: string;
}

export interface Operator {
	/** `npx sst …` */
	sst(...args: readonly string[]): Promise<Done>;
	/** `npm run setup:stage …` */
	setUp(...args: readonly string[]): Promise<Done>;
	/** `npm run remove:stage …` */
	remove(...args: readonly string[]): Promise<Done>;
}

export function operatorAt(root: string, { url }: Aws): Operator {
	const env = {
		PATH: process.env['PATH'],
		// Neither their profiles nor what SST notes of a person.
		HOME: root,
		...{ CI: '1', NO_COLOR: '1', SST_TELEMETRY_DISABLED: '1' },
		...{
			AWS_ACCESS_KEY_ID: 'AKIAOPERATOR',
			AWS_SECRET_ACCESS_KEY: 'of-the-operator',
			AWS_EC2_METADATA_DISABLED: 'true',
		},
		AWS_ENDPOINT_URL: url,
		CDK_DOCKER: join(import.meta.dirname, 'aws/docker.mjs'),
		// The same each time: whether anything else changes is to be seen.
		WORKER_RELEASE: '1',
	};
	const run = async (...args: readonly string[]): Promise<Done> => {
		const began = performance.now();
		const { ok, tail } = await runCommand({ command: process.execPath, args, cwd: root, env }, { keepLines: 10_000 });
		const seconds = ((performance.now() - began) / 1000).toFixed(1);
		process.stdout.write(`deploy: ${args.join(' ').replace(/^.*?(sst|stage)\.m?js /, '$1 ')} took ${seconds} s\n`);
		return { ok, said: tail.join('\n') };
	};
	return {
		sst: (...args) => run('node_modules/sst/cli/sst.js', ...args),
		setUp: (...args) => run('scripts/stage.mjs', 'setup', ...args),
		remove: (...args) => run('scripts/stage.mjs', 'remove', ...args),
	};
}
