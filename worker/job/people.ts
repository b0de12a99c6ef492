/**
 * The people of a call: who is in the room, what the API is told of them, and how long nobody may be there.
 *
 * @module
 */
import type { Room } from '@livekit/rtc-node';
import type { ClaimResponse } from '../../functions/protocol/agent.ts';
import { PHRASES } from '../../functions/protocol/log-phrases.ts';
import type { Answer } from '../door.ts';
import type { Log } from '../log.ts';
import { makeAttendance, type Person } from './attendance.ts';
import { graceOf, type Timeout } from './grace.ts';
import { makeGraceClock } from './grace-clock.ts';
import { makeJoining } from './joining.ts';
import { makePeopleReport } from './people-report.ts';
import { greetPresent, handleRoomEvents, type RoomHandlers } from './room-events.ts';
import { followRoomLife } from './room-life.ts';
import { makeRoomLink } from './room-link.ts';
import type { Talk } from './talk.ts';
import type { Writes } from './writes.ts';

export interface People {
	/** The room is connected, and the agent is in it as `me`. Resolves to what the API says to that. */
	start(me: Person): Promise<Answer<unknown>>;
	/** Without a doubt. */
	present(): readonly Person[];
	/** Somebody is there, or the agent cannot see whether. */
	mayBeAttended(): boolean;
	/** Somebody is said to be on their way. */
	waitAnew(): void;
	/** Sends what the API was not told of, for at most `withinMs`. */
	close(withinMs: number): Promise<void>;
}

export interface PeopleOptions {
	readonly room: Room;
	readonly claim: Pick<ClaimResponse, 'humanIdentity' | 'graceSeconds'>;
	readonly writes: Pick<Writes, 'people' | 'joined'>;
	readonly talk: Pick<Talk, 'arrived' | 'left'>;
	readonly onPresence: (isAttended: boolean) => void;
	/** Nobody has returned, or nobody has come. */
	readonly onDeserted: (timeout: Timeout) => void;
	/** The agent has been without its room for too long. */
	readonly onLost: () => void;
	readonly now: () => number;
	readonly log: Log;
}

/** Before `connect`. */
export function makePeople(options: PeopleOptions): People {
	const { room, claim, writes, talk, onPresence, onDeserted, onLost, now, log } = options;
	const clock = makeGraceClock({
		now,
		onDeserted: () => log({ level: 'info', event: 'grace_started', message: PHRASES.graceStarted }),
		onReturned: () => log({ level: 'info', event: 'grace_cancelled', message: PHRASES.graceCancelled }),
		onExpired: onDeserted,
	});
	const life = followRoomLife(room, () => report.again(attendance.present()));
	const report = makePeopleReport({ send: (people) => writes.people({ people }), roomSid: life.sid });
	const joining = makeJoining({ read: () => room.localParticipant, life, tell: writes.joined, log });
	const link = makeRoomLink({ onLost, log });
	const tellPresence = () => onPresence(attendance.present().length > 0);
	const attendance = makeAttendance({
		onArrived(person) {
			clock.arrive(person.sid);
			report.came(person);
			tellPresence();
		},
		onLeft(person) {
			clock.depart(person.sid);
			report.went(person);
			tellPresence();
		},
		onMissed(person) {
			clock.miss(person.sid);
			report.went(person);
			tellPresence();
		},
	});
	const handlers: RoomHandlers = {
		onHuman(human) {
			attendance.arrived(human);
			if (human.identity === claim.humanIdentity) talk.arrived(human.sid);
		},
		onHumanLeft(human, isCertain) {
			attendance.left(human.sid, isCertain);
			// While the agent reconnects nobody hears it, whoever is there.
			talk.left(human.sid);
		},
		onReconnecting() {
			link.reconnecting();
			attendance.reconnecting();
			tellPresence();
		},
		onReconnected(present) {
			link.reconnected();
			attendance.reconnected(present);
			tellPresence();
			report.again(attendance.present());
			joining.reconnected();
		},
	};
	handleRoomEvents(room, handlers, log);

	return {
		start(me) {
			life.start();
			// Not waited for: the sound of the greeting does not depend on it.
			const joined = joining.start(me);
			clock.start(graceOf(claim.graceSeconds * 1000, room.departureTimeout * 1000));
			greetPresent(room, handlers);
			return joined;
		},
		present: attendance.present,
		mayBeAttended: attendance.mayBeAttended,
		waitAnew: clock.waitAnew,
		async close(withinMs) {
			clock.close();
			attendance.close();
			joining.close();
			link.close();
			await report.flush(withinMs);
		},
	};
}
