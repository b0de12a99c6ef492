/**
 * The call of a job, of the parts that `worker/job/call.ts` puts together: all but sound and words.
 *
 * @module
 */
import type { ClaimResponse } from '../../functions/protocol/agent.ts';
import type { BackendClient } from '../../worker/backend.ts';
import type { Answer } from '../../worker/door.ts';
import { makeAttendance } from '../../worker/job/attendance.ts';
import { makeEnding } from '../../worker/job/ending.ts';
import { graceOf } from '../../worker/job/grace.ts';
import { makeGraceClock } from '../../worker/job/grace-clock.ts';
import { makeJoining } from '../../worker/job/joining.ts';
import { makePeopleReport } from '../../worker/job/people-report.ts';
import { makeTurnQueue } from '../../worker/job/turns.ts';
import { makeWrites } from '../../worker/job/writes.ts';
import type { Clock } from '../clock/clock.ts';
import type { Connection, Welcome } from '../livekit/connection.ts';
import type { PersonSeen } from '../livekit/model.ts';
import type { Random } from '../random.ts';
import { followLife } from './room-life.ts';

const FLUSH_WITHIN_MS = 3_000;
const TALKS_EVERY_MS = [5_000, 15_000] as const;

export interface CallOptions {
	readonly clock: Clock;
	readonly random: Random;
	readonly backend: BackendClient;
	readonly room: string;
	readonly jobId: string;
	readonly claim: ClaimResponse;
	readonly connection: () => Connection;
	readonly leave: (reason: string) => void;
	readonly onTurnKept: (id: string) => void;
}

export type Call = ReturnType<typeof makeCall>;

export function makeCall(options: CallOptions) {
	const { clock, random, backend, room, jobId, claim, connection, leave, onTurnKept } = options;
	let isOver = false;
	let said = 0;
	const log = () => {};
	const writes = makeWrites({ backend, room, jobId, epoch: claim.epoch, onFenced: leave, log });
	const queue = makeTurnQueue({ save: (turns) => writes.turns({ turns }), onFenced: () => leave('replaced') });

	const ending = makeEnding({
		end: writes.end,
		mayBeAttended: () => attendance.mayBeAttended(),
		onAwaited: () => grace.waitAnew(),
		leave,
		log,
	});
	const grace = makeGraceClock({
		now: clock.now,
		onDeserted: () => {},
		onReturned: () => {},
		onExpired: (timeout) => void ending.deserted(timeout),
	});
	const life = followLife({ clock, random }, () => report.again(attendance.present()));
	const report = makePeopleReport({ send: (people) => writes.people({ people }), roomSid: life.sid });
	const joining = makeJoining({
		read: () => connection().seat() ?? undefined,
		life,
		tell: writes.joined,
		log,
	});
	const attendance = makeAttendance({
		onArrived(person) {
			grace.arrive(person.sid);
			report.came(person);
		},
		onLeft(person) {
			grace.depart(person.sid);
			report.went(person);
		},
		onMissed(person) {
			grace.miss(person.sid);
			report.went(person);
		},
	});
	const humans = (people: readonly PersonSeen[]) => people.filter(({ kind }) => kind === 'human');

	/** A turn of somebody, as long as there is somebody. */
	function talk(): void {
		if (isOver) return;
		if (attendance.present().length > 0) say();
		clock.after(random.between(...TALKS_EVERY_MS), talk);
	}
	function say(): void {
		said += 1;
		const id = `${jobId}_${said}`;
		const turn = { id, role: said % 2 === 0 ? 'agent' : 'user', text: 'words', at: clock.now() } as const;
		void queue.add(turn).then((kept) => {
			if (kept) onTurnKept(id);
		});
	}

	return {
		async start({ sid, roomSid, people, departureMs }: Welcome, identity: string): Promise<Answer<unknown>> {
			life.entered(roomSid);
			const joined = joining.start({ identity, sid });
			grace.start(graceOf(claim.graceSeconds * 1000, departureMs));
			for (const human of humans(people)) attendance.arrived(human);
			clock.after(random.between(...TALKS_EVERY_MS), talk);
			return joined;
		},
		came: (person: PersonSeen) => {
			if (person.kind === 'human') attendance.arrived(person);
		},
		went: (person: PersonSeen, certain: boolean) => {
			if (person.kind === 'human') attendance.left(person.sid, certain);
		},
		reconnecting() {
			life.lost();
			attendance.reconnecting();
		},
		reconnected(people: readonly PersonSeen[]) {
			const seat = connection().seat();
			if (seat !== null) life.entered(seat.room.sid);
			attendance.reconnected(humans(people));
			report.again(attendance.present());
			joining.reconnected();
		},
		/** The process ends in good order. */
		async close(): Promise<void> {
			isOver = true;
			grace.close();
			attendance.close();
			joining.close();
			await Promise.all([queue.flush(FLUSH_WITHIN_MS), report.flush(FLUSH_WITHIN_MS)]);
		},
		/** The process is gone: nothing of it goes on. */
		drop() {
			isOver = true;
			grace.close();
			attendance.close();
			joining.close();
		},
	};
}
