/**
 * Tells the API as which participant the agent is in the room. A reconnect makes it another one: rtc-node (0.13) says
 * nothing of that, and shows the new sid up to 3 s after it has said that the room is connected again (measured).
 *
 * @module
 */
import { PHRASES } from '../../functions/protocol/log-phrases.ts';
import type { Answer } from '../door.ts';
import type { Log } from '../log.ts';
import type { Person } from './attendance.ts';
import type { RoomLife } from './room-life.ts';
import type { Writes } from './writes.ts';

export interface Joining {
	/** The room is connected. */
	start(me: Person): Promise<Answer<unknown>>;
	/** The room is connected again. */
	reconnected(): void;
	close(): void;
}

/** A participant that was made a moment ago has no sid yet. */
interface Participant {
	readonly identity: string;
	readonly sid?: string | undefined;
}

export interface JoiningOptions {
	/** The agent's participant, as rtc-node knows it. */
	readonly read: () => Participant | undefined;
	readonly life: Pick<RoomLife, 'sidWithin'>;
	readonly tell: Writes['joined'];
	readonly log: Log;
}

/** It is there when the room is; of one that has none yet, rtc-node may never know it. */
const ROOM_SID_WITHIN_MS = 1_000;
/** Told without the room's sid, an agent of the new life would be taken for one of the old. */
const ROOM_SID_AGAIN_WITHIN_MS = 8_000;
const LOOK_EVERY_MS = 250;
/** Then the API's wait for the agent's return is over as well. */
const LOOK_FOR_MS = 15_000;
const RETRY_MS = 2_000;
const NOBODY: Participant = { identity: '' };

export function makeJoining({ read, life, tell, log }: JoiningOptions): Joining {
	/** As whom the agent was told of last. */
	let told: string | undefined;
	let isOver = false;
	let looking: NodeJS.Timeout | undefined;
	let retrying: NodeJS.Timeout | undefined;

	async function join(me: Person, roomSidWithinMs: number): Promise<Answer<unknown>> {
		const { identity, sid } = me;
		const roomSid = await life.sidWithin(roomSidWithinMs);
		// Meanwhile a further reconnect may have made it somebody else.
		if (told !== sid || isOver) return { outcome: 'unreachable' };
		const answer = await tell({ identity, sid, ...(roomSid === undefined ? {} : { roomSid }) });
		if (answer.outcome === 'ok') log({ level: 'info', event: 'agent_joined', message: PHRASES.agentJoined });
		if (answer.outcome === 'unreachable' && told === sid && !isOver)
			retrying = setTimeout(() => void join(me, 0), RETRY_MS);
		return answer;
	}
	const joinAs = (me: Person, roomSidWithinMs: number) => {
		told = me.sid;
		return join(me, roomSidWithinMs);
	};
	const look = (times: number) => {
		const { identity, sid } = read() ?? NOBODY;
		if (sid !== undefined && sid !== told) void joinAs({ identity, sid }, ROOM_SID_AGAIN_WITHIN_MS);
		else if (times > 0) looking = setTimeout(look, LOOK_EVERY_MS, times - 1);
	};
	return {
		start: (me) => joinAs(me, ROOM_SID_WITHIN_MS),
		reconnected() {
			clearTimeout(looking);
			if (!isOver) look(LOOK_FOR_MS / LOOK_EVERY_MS);
		},
		close() {
			isOver = true;
			clearTimeout(looking);
			clearTimeout(retrying);
		},
	};
}
