/**
 * `npm run setup:stage`: gives a stage its settings, after LiveKit and Upstash have taken them. Exit code: 0, 1 when a
 * setting is absent or wrong, 2 when it could not look.
 *
 * @module
 */
import { EnvironmentError, readEnvironment } from '../../functions/protocol/environment.ts';
import { type ParameterName, requiredParameters } from '../../infra/parameters.ts';
import { stageSettings } from '../../infra/stages.ts';
import type { Finding } from '../doctor/finding.ts';
import { sayFinding } from '../doctor/report.ts';
import type { Variables } from '../start/settings.ts';
import type { StageParameters } from './aws/parameters.ts';
import type { SetUpOptions } from './options.ts';
import { sayLacking } from './say-lacking.ts';
import { sayNext } from './say-next.ts';
import { type Change, changesOf, gather, othersIn, type Settings } from './settings.ts';
import { untold } from './untold.ts';

export interface Around {
	readonly env: Variables;
	readonly region: string;
	readonly parameters: StageParameters;
	/** Null: it is not deployed. */
	readonly siteUrl: () => Promise<string | null>;
	/** @throws Error naming what is wrong with the file */
	readonly readFile: (file: string) => Promise<Variables>;
	/** Null: nobody can be asked. */
	readonly ask: ((name: string) => Promise<string>) | null;
	readonly reach: (settings: Settings, stage: string) => Promise<readonly Finding[]>;
	/** For OPS_TOKEN. */
	readonly makeToken: () => string;
	readonly say: (text: string) => void;
	readonly complain: (text: string) => void;
}

const NOTHING_WRITTEN = 'Nothing was written.';

export async function setUp(options: SetUpOptions, around: Around): Promise<0 | 1 | 2> {
	const { parameters, say, complain } = around;
	const { stage, offline, check } = options;
	const file = options.from === null ? {} : await around.readFile(options.from);
	const { voice } = stageSettings(stage, { ...around.env, ...file });
	const stored = await parameters.read();
	const required = requiredParameters(voice);
	say(`Stage ${stage} in ${around.region}, voice ${voice}\n`);
	if (check)
		return sayAbsent(
			required.filter((name) => !stored.has(name)),
			stage,
			around,
		);

	const { settings: given, absent } = gather(required, { file, env: around.env, stored });
	const settings = new Map(given);
	for (const name of absent) {
		if (name === 'OPS_TOKEN') settings.set(name, around.makeToken());
		else if (around.ask !== null) settings.set(name, await around.ask(name));
	}
	// What it has now may be in an answer too.
	const tell = untold(new Map([...stored, ...settings]));
	const problems = problemsOf(settings, required);
	if (problems.length > 0) {
		complain(`${problems.join('\n')}\n\n${NOTHING_WRITTEN}`);
		return 1;
	}
	if (!offline) {
		const findings = await around.reach(settings, stage);
		for (const finding of findings) say(tell(sayFinding(finding)));
		say('');
		if (findings.some(({ verdict }) => verdict === 'fault' || verdict === 'skipped')) {
			complain(`${NOTHING_WRITTEN} With --offline nobody is asked.`);
			return 1;
		}
	}
	const changes = changesOf(settings, stored);
	try {
		await write(settings, changes, around);
	} catch (error) {
		throw error instanceof Error ? Object.assign(error, { message: tell(error.message) }) : error;
	}
	for (const name of othersIn(stored, settings)) say(`  ${'also there'.padEnd(11)}${name}`);
	const isCloud = new URL(settings.get('LIVEKIT_URL') ?? '').hostname.endsWith('.livekit.cloud');
	const siteUrl = await around.siteUrl();
	say(`\n${sayNext({ stage, region: around.region, siteUrl, isCloud, changes: changes.values() })}`);
	return 0;
}

function sayAbsent(absent: readonly ParameterName[], stage: string, { say, complain }: Around): 0 | 1 {
	if (absent.length > 0) complain(sayLacking(stage, absent));
	else say('It has all its settings.');
	return absent.length > 0 ? 1 : 0;
}

function problemsOf(settings: Settings, required: readonly ParameterName[]): readonly string[] {
	// Some may be left out where no stage is meant.
	const absent = required.filter((name) => !settings.get(name));
	try {
		readEnvironment(
			Object.fromEntries(settings),
			required.filter((name) => !absent.includes(name)),
		);
		return absent.map((name) => `${name} is not set`);
	} catch (error) {
		if (!(error instanceof EnvironmentError)) throw error;
		return [...error.problems, ...absent.map((name) => `${name} is not set`)];
	}
}

async function write(
	settings: Settings,
	changes: ReadonlyMap<ParameterName, Change>,
	{ parameters, say }: Around,
): Promise<void> {
	for (const [name, change] of changes) {
		if (change !== 'unchanged') await parameters.write(name, settings.get(name) ?? '');
		say(`  ${change.padEnd(11)}${name}`);
	}
}
