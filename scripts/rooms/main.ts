/**
 * `npm run rooms`: who is in which room, by the store and by LiveKit. Exit code: 0, 1 when it cannot look (LiveKit's
 * silence included), 2 when there is an orphan.
 *
 * @module
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EnvironmentError } from '../../functions/protocol/environment.ts';
import { roomsResponseSchema } from '../../functions/protocol/operator.ts';
import { readOperatorAccess, sayNoSource, sourceOf } from '../deployment/deployment.ts';
import { askDoor, sayDoor } from '../deployment/operator-door.ts';
import { dotEnv } from '../start/dot-env.ts';
import { readRunning } from '../start/running-file.ts';
import { mergeVariables, type Variables } from '../start/settings.ts';
import { sayRooms } from './say-rooms.ts';

const root = join(import.meta.dirname, '../..');
const USAGE = 'npm run rooms [-- --json] [-- --limit N]';

export async function main(args: readonly string[]): Promise<number> {
	const variables = mergeVariables(process.env, await dotEnv(root));
	return showRooms(args, { variables, stateDir: join(root, '.greenroom'), say: console.log, complain: console.error });
}

interface Surroundings {
	readonly variables: Variables;
	readonly stateDir: string;
	readonly say: (text: string) => void;
	readonly complain: (text: string) => void;
}

export async function showRooms(args: readonly string[], { say, complain, ...where }: Surroundings): Promise<number> {
	const options = readOptions(args);
	if (options === null) {
		complain(USAGE);
		return 1;
	}
	const source = sourceOf(where.variables, await readRunning(where.stateDir));
	if (!('variables' in source)) {
		complain(sayNoSource(source.from));
		return 1;
	}
	try {
		const access = readOperatorAccess(source.variables);
		const path = `/api/livekit/rooms${options.limit === null ? '' : `?limit=${options.limit}`}`;
		const answer = await askDoor(access, path, roomsResponseSchema);
		if (answer.outcome !== 'ok') {
			const { found, mend } = sayDoor(access, answer);
			complain(`${found}\n${mend}`);
			return 1;
		}
		const { body } = answer;
		say(options.json ? answer.text : sayRooms(body, access.apiUrl));
		if (!body.livekit) return 1;
		return body.rooms.some(({ orphan }) => orphan !== null) ? 2 : 0;
	} catch (error) {
		if (!(error instanceof EnvironmentError)) throw error;
		complain(error.message);
		return 1;
	}
}

function readOptions(args: readonly string[]): { readonly json: boolean; readonly limit: number | null } | null {
	try {
		const options = { json: { type: 'boolean', default: false }, limit: { type: 'string' } } as const;
		const { json, limit } = parseArgs({ args: [...args], options }).values;
		if (limit !== undefined && !/^[1-9]\d{0,5}$/.test(limit)) return null;
		return { json, limit: limit === undefined ? null : Number(limit) };
	} catch {
		return null;
	}
}
