import { describe, expect, it } from 'vitest';
import { formatRoomName } from '../../functions/protocol/names.ts';
import { admit, type OfferFacts, type Protection } from './admit.ts';

const room = (stage: string) => formatRoomName({ stage, conversation: 'conversation', generation: 1 });

const offer = (facts: Partial<OfferFacts> = {}) =>
	admit({
		room: room('staging'),
		stage: 'staging',
		stopping: false,
		cordoned: false,
		queued: false,
		slots: 2,
		active: 0,
		reserved: 0,
		protection: 'off',
		...facts,
	});

describe('an offer', () => {
	it('of a call of its stage is accepted', () => {
		expect(offer()).toBe('accepted');
	});

	it('of another stage or another product is left alone, also where LiveKit offers every room', () => {
		for (const name of [room('pr-1'), 'lobby', '']) expect(offer({ room: name })).toBe('foreign_room');
	});

	it('is not accepted by a worker that stops, or that is cordoned', () => {
		expect(offer({ stopping: true })).toBe('stopping');
		expect(offer({ cordoned: true })).toBe('cordoned');
	});

	it('for a room whose job waits for a process is left to other workers', () => {
		expect(offer({ queued: true })).toBe('queued');
	});

	it('needs a slot, and one that is only promised is taken', () => {
		expect(offer({ active: 1 })).toBe('accepted');
		expect(offer({ active: 2 })).toBe('full');
		expect(offer({ reserved: 2 })).toBe('full');
		expect(offer({ active: 1, reserved: 1 })).toBe('full');
	});

	it.each<[Protection, string]>([
		['off', 'accepted'],
		['held', 'accepted'],
		['unasked', 'to_protect'],
		// The simulation: refusing here loses 5 % of the calls of a deploy.
		['blocked', 'accepted'],
		['refused', 'unprotected'],
	])('of a worker whose protection is %s is %s', (protection, admission) => {
		expect(offer({ protection })).toBe(admission);
	});

	it('asks for no protection when it is not to be accepted anyway', () => {
		expect(offer({ protection: 'unasked', active: 2 })).toBe('full');
		expect(offer({ protection: 'unasked', cordoned: true })).toBe('cordoned');
	});

	it('is refused for the first reason that holds', () => {
		const all = {
			stopping: true,
			room: 'lobby',
			cordoned: true,
			queued: true,
			active: 9,
			protection: 'refused',
		} as const;
		expect(offer(all)).toBe('stopping');
		expect(offer({ ...all, stopping: false })).toBe('foreign_room');
		expect(offer({ ...all, stopping: false, room: room('staging') })).toBe('cordoned');
		expect(offer({ ...all, stopping: false, room: room('staging'), cordoned: false })).toBe('queued');
	});
});
