import { join } from 'node:path';
import { Room } from '@livekit/rtc-node';
import { AccessToken, RoomAgentDispatch, RoomConfiguration } from 'livekit-server-sdk';
import type { TestContext } from 'vitest';
import { startGroup } from '../../scripts/processes/process-group.ts';
import { eventually } from '../eventually.ts';
import type { LiveKitServer } from './server.ts';

/** Two cores may be starting several. */
const STARTS_WITHIN_MS = 15_000;

export interface Ticket {
	readonly room: string;
	readonly identity: string;
	/** Of the agents that the token dispatches: name and metadata. */
	readonly agents?: readonly (readonly [agentName: string, metadata: string])[];
	readonly departureTimeout?: number;
}

export function mintToken({ keys }: LiveKitServer, ticket: Ticket): Promise<string> {
	const { room, identity, agents = [], departureTimeout = 60 } = ticket;
	const token = new AccessToken(keys.apiKey, keys.apiSecret, { identity });
	token.addGrant({ roomJoin: true, room });
	token.roomConfig = new RoomConfiguration({
		departureTimeout,
		agents: agents.map(([agentName, metadata]) => new RoomAgentDispatch({ agentName, metadata })),
	});
	return token.toJwt();
}

/** Somebody who is in a room when this resolves, until they disconnect or the test ends. */
export async function joinRoom({ url }: LiveKitServer, { onTestFinished }: TestContext, token: string): Promise<Room> {
	const room = new Room();
	onTestFinished(() => room.disconnect());
	await room.connect(url, token, { autoSubscribe: true, dynacast: false });
	return room;
}

/** The same in a process of their own, which is killed when the test ends, if it was not before. */
export async function joinMortal(
	{ url, guard }: Pick<LiveKitServer, 'url' | 'guard'>,
	{ onTestFinished }: TestContext,
	token: string,
): Promise<{ kill(): Promise<void> }> {
	const lines: string[] = [];
	const program = {
		command: process.execPath,
		args: ['--import', 'tsx', join(import.meta.dirname, 'mortal.ts')],
		cwd: join(import.meta.dirname, '../..'),
		env: { PATH: process.env['PATH'], NODE_ENV: 'production', LIVEKIT_URL: url, TOKEN: token },
	};
	const group = startGroup(program, (line) => lines.push(line));
	const { pid } = group;
	if (pid === null) throw new Error('a participant could not be started');
	guard.watch(pid);
	const kill = async () => {
		await group.end([]);
		guard.release(pid);
	};
	onTestFinished(kill);
	await eventually(
		'a participant that says that it has joined',
		async () => lines,
		(said) => said.includes('joined'),
		STARTS_WITHIN_MS,
	);
	return { kill };
}
