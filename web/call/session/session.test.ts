import { beforeEach, describe, expect, it } from 'vitest';
import { makeSession } from './session.ts';

const NOTHING = { call: null, turns: [], captions: [], messages: [] };
const call = { room: 'greenroom.dev.conversation.1', muted: true, trace: '0af7651916cd43dd8448eb211c80319c' };
const turns = [{ id: 'a', role: 'agent', text: 'Hello.', at: 1 }] as const;

beforeEach(() => sessionStorage.clear());

describe('the session of a tab', () => {
	it('brings back what was saved', () => {
		const session = makeSession(() => sessionStorage);
		session.save('call', call);
		session.save('turns', turns);
		expect(makeSession(() => sessionStorage).load()).toEqual({ ...NOTHING, call, turns });
	});

	it('is empty in a tab that was in no call, and after the call', () => {
		const session = makeSession(() => sessionStorage);
		expect(session.load()).toEqual(NOTHING);
		session.save('call', call);
		session.save('turns', turns);
		session.clear();
		expect(session.load()).toEqual(NOTHING);
		expect(sessionStorage.length).toBe(0);
	});

	it('leaves alone what is not its own', () => {
		sessionStorage.setItem('other', 'kept');
		makeSession(() => sessionStorage).clear();
		expect(sessionStorage.getItem('other')).toBe('kept');
	});

	it('does without what it cannot read', () => {
		const session = makeSession(() => sessionStorage);
		session.save('call', call);
		sessionStorage.setItem('greenroom.1.turns', '{ cut o');
		expect(session.load()).toEqual({ ...NOTHING, call });
	});

	it('does without what is not what it should be', () => {
		sessionStorage.setItem('greenroom.1.turns', '{"length":1}');
		sessionStorage.setItem('greenroom.1.messages', '"text"');
		sessionStorage.setItem('greenroom.2.captions', '[{}]');
		expect(makeSession(() => sessionStorage).load()).toEqual(NOTHING);
		sessionStorage.setItem('greenroom.1.call', '"r1"');
		expect(makeSession(() => sessionStorage).load().call).toBeNull();
	});

	it('does without a storage that the browser denies', () => {
		const session = makeSession(() => {
			throw new DOMException('denied', 'SecurityError');
		});
		session.save('call', call);
		session.clear();
		expect(session.load()).toEqual(NOTHING);
	});
});
