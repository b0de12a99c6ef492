/**
 * A client's connection to a room, as livekit-client and rtc-node keep it: it joins, holds through a short silence, joins
 * again as somebody else when the server has let it go, and so brings a deleted room back to life.
 *
 * @module
 */
import type { Clock } from '../clock/clock.ts';
import type { Link } from '../link.ts';
import type { Process } from '../process.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../trace.ts';
import type { JoinToken, LeaveReason, PersonSeen, Seat } from './model.ts';
import type { LiveKitServer } from './server.ts';

/** How a connection ended for good. */
export type Ending = LeaveReason | 'gave_up';

export interface ConnectionEvents {
	came(person: PersonSeen): void;
	/** `certain`: the server gave a reason. */
	went(person: PersonSeen, certain: boolean): void;
	reconnecting(): void;
	/** As the same one or as somebody else, among these. */
	reconnected(people: readonly PersonSeen[]): void;
	ended(why: Ending): void;
}

export interface ConnectionOptions {
	readonly clock: Clock;
	readonly random: Random;
	readonly record: Recorder;
	readonly server: LiveKitServer;
	readonly process: Process;
	readonly link: Link;
	readonly on: ConnectionEvents;
	/** How long it tries to come back. */
	readonly triesMs: number;
	/** A first join that fails is tried again by itself: rtc-node does, and brings deleted rooms back with it. */
	readonly joinsAgain: boolean;
}

export interface Welcome {
	readonly sid: string;
	readonly roomSid: string;
	readonly departureMs: number;
	readonly people: readonly PersonSeen[];
}

export interface Connection {
	/** Null: it has failed. */
	connect(token: JoinToken): Promise<Welcome | null>;
	/** Says so, and is over. */
	leave(): void;
	/** As whom it is in the room; null: not now. */
	seat(): Seat | null;
	people(): readonly PersonSeen[];
	/** As far as the client knows. */
	isIn(): boolean;
}

const WAY_MS = [2, 20] as const;
const MEDIA_MS = [40, 1_500] as const;
const TRY_EVERY_MS = [300, 2_000] as const;
/** After a join that was cut off: at once, or when the client gives its media up. */
const AGAIN_MS = [60, 160] as const;
const AGAIN_LATE_MS = 15_000;
/** Until a client sees that its network is gone. */
const NOTICE_MS = [1_000, 10_000] as const;
/** A refreshed token is good for so long after its last refresh. */
const REFRESHED_MS = 600_000;

export function makeConnection(options: ConnectionOptions): Connection {
	const { clock, random, record, server, process, link, on, triesMs, joinsAgain } = options;
	const { rooms } = server;
	let seat: Seat | null = null;
	let token: JoinToken | null = null;
	/** `away`: it knows that it has lost the room. */
	let state: 'joining' | 'in' | 'away' | 'over' = 'joining';
	let people = new Map<string, PersonSeen>();
	/** What the server said last is on its way. */
	let isToldToGo = false;
	/** What has come while the network is down. */
	let unread: (() => void)[] = [];
	let wasThere = false;

	const canTalk = (): boolean => process.state() === 'running' && link.isUp() && server.up.isUp();
	const way = () => random.between(...WAY_MS);

	function notePresence(of: Seat): void {
		const is = of.isThere && of.active && state !== 'over' && canTalk();
		if (is === wasThere) return;
		wasThere = is;
		const { sid, identity, kind: who, room } = of;
		record({ kind: 'present', room: room.name, sid, identity, who, client: process.name, is });
	}

	function end(why: Ending): void {
		if (state === 'over') return;
		state = 'over';
		if (seat !== null) notePresence(seat);
		on.ended(why);
	}

	/** From the server to the client, in its order. */
	function push(of: Seat, what: string, read: () => void): void {
		const arrive = () => {
			if (seat !== of || state === 'over') return;
			if (!link.isUp()) unread.push(arrive);
			else
				process.act(what, () => {
					if (seat === of && state !== 'over') read();
				});
		};
		clock.send({ label: `${of.sid} hears: ${what}`, lane: of.sid, ms: way(), follows: true, deliver: arrive });
	}

	/** As the server knows it. */
	const clientFor = (of: () => Seat | null) => ({
		came(person: PersonSeen): void {
			const own = of();
			if (own !== null) push(own, `${person.sid} came`, () => came(person));
		},
		went(person: PersonSeen): void {
			const own = of();
			if (own !== null) push(own, `${person.sid} went`, () => went(person, true));
		},
		dropped(why: LeaveReason): void {
			const own = of();
			if (own === null || own !== seat) return;
			notePresence(own);
			dropped(own, why);
		},
	});

	function came(person: PersonSeen): void {
		if (people.has(person.sid)) return;
		people.set(person.sid, person);
		if (state === 'in') on.came(person);
	}
	function went(person: PersonSeen, certain: boolean): void {
		if (people.delete(person.sid) && state === 'in') on.went(person, certain);
	}

	function dropped(own: Seat, why: LeaveReason): void {
		if (why === 'server_killed') process.act('its server is gone', () => lose(own));
		// Its media will not connect, and then it joins again.
		if (why === 'server_killed' || (!own.active && why !== 'replaced')) return;
		// Who is not heard does not hear either, but for what is kept for a frozen process.
		if (!link.isUp() || (why === 'timed_out' && random.chance(0.5))) return;
		isToldToGo = true;
		push(own, `told to go (${why})`, () => end(why));
	}

	/** The process, the network or the server has changed. */
	function turn(): void {
		const own = seat;
		if (own === null || state === 'over') return;
		notePresence(own);
		if (!canTalk()) {
			rooms.isSilent(own);
			if (token !== null) token = { ...token, until: Math.max(token.until, clock.now() + REFRESHED_MS) };
			if (process.state() === 'running') clock.after(random.between(...NOTICE_MS), () => notice(own));
			return;
		}
		for (const read of unread.splice(0)) read();
		if (own.isThere) rooms.isHeard(own);
		if (own.isThere && state === 'away') process.act('resumed', resume);
		if (!own.isThere && own.active && !isToldToGo) process.act('finds itself gone', () => lose(own));
	}

	/** The client sees that its network is gone. */
	function notice(own: Seat): void {
		if (seat !== own || state !== 'in' || canTalk()) return;
		process.act('has lost its network', () => {
			if (state !== 'in') return;
			goAway();
			clock.after(triesMs, () => {
				if (seat === own && state === 'away' && !canTalk()) process.act('gives up', () => end('gave_up'));
			});
		});
	}

	/** rtc-node then says that everybody has left, without a reason. */
	function goAway(): void {
		if (state !== 'in') return;
		state = 'away';
		on.reconnecting();
		for (const person of people.values()) on.went(person, false);
	}

	function resume(): void {
		if (state !== 'away') return;
		state = 'in';
		on.reconnected([...people.values()]);
	}

	/** The server does not know it any more: it joins again, as somebody else. */
	function lose(own: Seat): void {
		if (seat !== own || state === 'over') return;
		goAway();
		seat = null;
		const until = clock.now() + triesMs;
		const tryAgain = (ms: number) => clock.after(ms, () => process.act('tries to return', again));
		const again = (): void => {
			if (state !== 'away' || token === null) return;
			if (clock.now() > until) end('gave_up');
			else if (canTalk()) join(token, resume, () => tryAgain(random.between(...AGAIN_MS)));
			else tryAgain(random.between(...TRY_EVERY_MS));
		};
		tryAgain(random.between(...AGAIN_MS));
	}

	/** Signalling, then media. */
	function join(by: JoinToken, onActive: () => void, onFailed: () => void): void {
		clock.send({
			label: `${by.identity} joins ${by.room}`,
			ms: way(),
			deliver: () => {
				if (state === 'over') return;
				if (!canTalk() || by.until < clock.now()) return onFailed();
				let own: Seat | null = null;
				const joined = rooms.join(
					by,
					clientFor(() => own),
				);
				own = joined.seat;
				seat = own;
				isToldToGo = false;
				unread = [];
				people = new Map(joined.others.map((person) => [person.sid, person]));
				connectMedia(own, onActive, onFailed);
			},
		});
	}

	function connectMedia(own: Seat, onActive: () => void, onFailed: () => void): void {
		const deliver = () =>
			process.act('media', () => {
				if (state === 'over' || seat !== own) return;
				if (!own.isThere) return onFailed();
				if (!canTalk()) return void clock.after(random.between(...TRY_EVERY_MS), deliver);
				rooms.activate(own);
				notePresence(own);
				onActive();
			});
		clock.send({ label: `${own.sid} connects its media`, ms: random.between(...MEDIA_MS), deliver });
	}

	for (const change of [process.onChange, link.onChange, server.up.onChange]) change(turn);

	return {
		connect: (by) =>
			new Promise((resolve) => {
				token = by;
				const attempt = () => {
					if (state !== 'joining') return;
					if (canTalk()) join(by, welcome, failed);
					else failed();
				};
				const welcome = () => {
					if (seat === null) return;
					state = 'in';
					const { sid, room } = seat;
					resolve({ sid, roomSid: room.sid, departureMs: room.departureMs, people: [...people.values()] });
				};
				const failed = () => {
					if (!joinsAgain) return resolve(null);
					const pause = random.chance(0.2) ? AGAIN_LATE_MS : random.between(...AGAIN_MS);
					clock.after(pause, () => process.act('connects again', attempt));
				};
				attempt();
			}),
		leave() {
			if (state === 'over') return;
			const own = seat;
			state = 'over';
			if (own === null) return;
			notePresence(own);
			if (canTalk()) clock.send({ label: `${own.sid} leaves`, ms: way(), deliver: () => rooms.drop(own, 'left') });
			else rooms.isSilent(own);
		},
		seat: () => seat,
		people: () => [...people.values()],
		isIn: () => state === 'in',
	};
}
