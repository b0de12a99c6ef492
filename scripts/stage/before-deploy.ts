/**
 * Looks, before anything is built, whether a stage has its settings: AWS would find out after a quarter of an hour, and say
 * no more than that tasks do not start.
 *
 * @module
 */
import { SSMClient } from '@aws-sdk/client-ssm';
import { requiredParameters } from '../../infra/parameters.ts';
import type { StageSettings } from '../../infra/stages.ts';
import { stageParameters } from './aws/parameters.ts';
import { sayLacking } from './say-lacking.ts';

/** Of what the stage has; null: it cannot be looked at. */
export type ReadNames = (stage: string, region: string) => Promise<ReadonlySet<string> | null>;

/**
 * @param argv of SST's command line: what is only built, compared or removed needs no settings
 * @throws Error naming those that are absent, and how to give them
 */
export async function refuseWithoutSettings(
	{ stage, voice }: Pick<StageSettings, 'stage' | 'voice'>,
	{ region, argv, readNames = namesInSsm }: { region: string; argv: readonly string[]; readNames?: ReadNames },
): Promise<void> {
	if (commandOf(argv) !== 'deploy') return;
	const stored = await readNames(stage, region);
	const absent = stored === null ? [] : requiredParameters(voice).filter((name) => !stored.has(name));
	if (absent.length > 0) throw new Error(sayLacking(stage, absent));
}

/** The first that is neither an option nor its value. */
const commandOf = ([, , ...args]: readonly string[]): string | undefined =>
	args.find((arg, i) => !arg.startsWith('-') && args[i - 1]?.startsWith('--') !== true);

/** What is wrong with the credentials SST says itself, which may have got them by its own options. */
const namesInSsm: ReadNames = (stage, region) =>
	stageParameters(new SSMClient({ region }), stage)
		.read()
		.then(
			(stored) => new Set(stored.keys()),
			() => null,
		);
