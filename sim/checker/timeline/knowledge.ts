/**
 * What the API was told, and what it saw when it looked.
 *
 * @module
 */
import type { Of } from '../../trace.ts';

export interface Knowledge {
	/** When it first heard of a participant, at `from` at the earliest; infinite: never. */
	ofBeing(room: string, sid: string, from?: number): number;
	/** When it first knew, at `from` at the earliest, that a participant is not there any more; infinite: never. */
	ofGoing(room: string, sid: string, from: number): number;
	/** When it first heard of this life of the room by its sid, at `from` at the earliest; infinite: never. */
	ofLife(room: string, roomSid: string, from: number): number;
	/** When it first heard that the room goes on in this life, or that one of these is in it. */
	ofLiving(room: string, life: { readonly roomSid: string; readonly sids: readonly string[] }, from: number): number;
}

const first = (events: readonly { readonly at: number }[]): number => events[0]?.at ?? Number.POSITIVE_INFINITY;

export function makeKnowledge(told: readonly Of<'told'>[], looked: readonly Of<'looked'>[]): Knowledge {
	const [toldOf, looksAt] = [by(told), by(looked)];
	const firstTold = (room: string, from: number, isMeant: (one: Of<'told'>) => boolean) =>
		first(toldOf(room).filter((one) => one.at >= from && isMeant(one)));
	const firstLook = (room: string, from: number, isMeant: (one: Of<'looked'>) => boolean) =>
		first(looksAt(room).filter((one) => one.at >= from && isMeant(one)));
	return {
		ofBeing: (room, sid, from = 0) =>
			Math.min(
				firstTold(room, from, (one) => one.sid === sid),
				firstLook(room, from, ({ sids }) => sids.includes(sid)),
			),
		ofGoing: (room, sid, from) =>
			Math.min(
				firstTold(room, from, (one) => one.sid === sid && one.what === 'gone'),
				firstLook(room, from, ({ sids }) => !sids.includes(sid)),
			),
		ofLife: (room, roomSid, from) =>
			Math.min(
				// An agent that says in which life it is does not say when that began.
				firstTold(room, from, ({ sid, how }) => sid === roomSid && how === 'webhook'),
				firstLook(room, from, ({ life }) => life === roomSid),
			),
		ofLiving: (room, { roomSid, sids }, from) =>
			Math.min(
				firstTold(room, from, ({ what, sid }) =>
					what === 'room_lives' ? sid === roomSid : what === 'there' && sids.includes(sid),
				),
				firstLook(room, from, ({ life }) => life === roomSid),
			),
	};
}

function by<E extends { readonly room: string }>(events: readonly E[]): (room: string) => readonly E[] {
	const rooms = new Map<string, E[]>();
	for (const event of events) {
		const list = rooms.get(event.room);
		if (list === undefined) rooms.set(event.room, [event]);
		else list.push(event);
	}
	return (room) => rooms.get(room) ?? [];
}
