import { describe, expect, it } from 'vitest';
import { formatRoomName } from '../../functions/protocol/names.ts';
import { admit } from './gate.ts';

const room = (stage: string) => formatRoomName({ stage, conversation: 'conversation', generation: 1 });

describe('the gate', () => {
	it('takes the calls of its stage', () => {
		expect(admit(room('staging'), { stage: 'staging', stopping: false, cordoned: false })).toBe('accepted');
	});

	it('leaves other stages’ and other products’ rooms alone', () => {
		for (const name of [room('pr-1'), 'lobby', ''])
			expect(admit(name, { stage: 'staging', stopping: false, cordoned: false })).toBe('foreign_room');
	});

	it('takes nothing once it stops', () => {
		expect(admit(room('staging'), { stage: 'staging', stopping: true, cordoned: false })).toBe('stopping');
	});

	it('takes nothing while it is cordoned', () => {
		const worker = { stage: 'staging', stopping: false, cordoned: true };
		expect(admit(room('staging'), worker)).toBe('cordoned');
		expect(admit(room('pr-1'), worker)).toBe('foreign_room');
	});
});
