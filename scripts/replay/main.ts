/**
 * `npm run replay -- FILE`: does again what is on a tape, with the core as it is now. `--room NAME` takes the tape of a
 * room from the operator's door, and `--save FILE` keeps it as a file; `--keep NAME` makes a test of it. Exit code: 0, 1
 * when there is no tape to play, 2 when something is decided otherwise than it was.
 *
 * @module
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EnvironmentError } from '../../functions/protocol/environment.ts';
import { parseRoomName } from '../../functions/protocol/names.ts';
import { tapeResponseSchema } from '../../functions/protocol/operator.ts';
import { replay } from '../../functions/rooms/replay.ts';
import { readTape } from '../../functions/rooms/tape-file.ts';
import { readOperatorAccess, sayNoSource, sourceOf } from '../deployment/deployment.ts';
import { askDoor, sayDoor } from '../deployment/operator-door.ts';
import { dotEnv } from '../start/dot-env.ts';
import { readRunning } from '../start/running-file.ts';
import { mergeVariables, type Variables } from '../start/settings.ts';
import { sayReplay } from './say-replay.ts';

const root = join(import.meta.dirname, '../..');
const USAGE = 'npm run replay -- FILE | --room NAME [--save FILE] [--keep NAME]';
const KEPT = 'functions/rooms/kept';

export async function main(args: readonly string[]): Promise<number> {
	const variables = mergeVariables(process.env, await dotEnv(root));
	const stateDir = join(root, '.greenroom');
	return playTape(args, { root, variables, stateDir, say: console.log, complain: console.error });
}

interface Surroundings {
	/** Of the repository, in which tests are kept. */
	readonly root: string;
	readonly variables: Variables;
	readonly stateDir: string;
	readonly say: (text: string) => void;
	readonly complain: (text: string) => void;
}

interface Options {
	readonly file: string | null;
	readonly room: string | null;
	readonly save: string | null;
	readonly keep: string | null;
}

/** There is no tape to play, and why. */
class NoTape extends Error {
	override readonly name = 'NoTape';
}

export async function playTape(args: readonly string[], surroundings: Surroundings): Promise<number> {
	const { say, complain } = surroundings;
	const options = readOptions(args);
	if (options === null) {
		complain(USAGE);
		return 1;
	}
	try {
		const text = await textOf(options, surroundings);
		const { entries, policy } = readTape(text);
		if (entries.length === 0)
			throw new NoTape('The tape is empty: nothing was noted of that conversation within a day.');
		const steps = replay(entries, policy);
		say(sayReplay(entries, steps));
		if (options.save !== null) await writeFile(options.save, text);
		if (options.keep !== null) {
			const file = join(KEPT, `${options.keep}.json`);
			await writeFile(join(surroundings.root, file), `${JSON.stringify(JSON.parse(text), null, '\t')}\n`);
			say(`Kept as ${file}: \`npm run unit\` plays it from now on.`);
		}
		return steps.some(({ differs }) => differs.length > 0) ? 2 : 0;
	} catch (error) {
		if (!isExpected(error)) throw error;
		complain(error.message);
		return 1;
	}
}

const isExpected = (error: unknown): error is Error =>
	error instanceof NoTape ||
	error instanceof EnvironmentError ||
	error instanceof RangeError ||
	error instanceof SyntaxError;

async function textOf({ file, room }: Options, { variables, stateDir }: Surroundings): Promise<string> {
	if (file !== null) {
		return readFile(file, 'utf8').catch(() => {
			throw new NoTape(`${file} cannot be read.`);
		});
	}
	if (parseRoomName(room ?? '') === null)
		throw new NoTape(`${room} is no room of Greenroom’s: \`npm run rooms\` names them.`);
	const source = sourceOf(variables, await readRunning(stateDir));
	if (!('variables' in source)) throw new NoTape(sayNoSource(source.from));
	const access = readOperatorAccess(source.variables);
	const path = `/api/livekit/rooms/${encodeURIComponent(room ?? '')}/tape`;
	const answer = await askDoor(access, path, tapeResponseSchema);
	if (answer.outcome === 'ok') return answer.text;
	const { found, mend } = sayDoor(access, answer);
	throw new NoTape(`${found}\n${mend}`);
}

function readOptions(args: readonly string[]): Options | null {
	try {
		const names = { room: { type: 'string' }, save: { type: 'string' }, keep: { type: 'string' } } as const;
		const { values, positionals } = parseArgs({ args: [...args], options: names, allowPositionals: true });
		const [file = null, ...others] = positionals;
		const { room = null, save = null, keep = null } = values;
		const isOne = (file === null) !== (room === null);
		if (!isOne || others.length > 0 || (keep !== null && !/^[a-z0-9-]{1,60}$/.test(keep))) return null;
		return { file, room, save, keep };
	} catch {
		return null;
	}
}
