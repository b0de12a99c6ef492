import { describe, expect, it } from 'vitest';
import { faultOf, type Link, NO_LINK, pass } from './link.ts';

const later = (link: Link, ...bytes: number[]): Link => bytes.reduce(pass, link);
const registered: Link = { state: 'registered', bytes: 100, silentPasses: 0 };

describe('a connection to LiveKit', () => {
	it('is given up when nobody answers the attempt', () => {
		const connecting: Link = { state: 'connecting', passes: 0 };
		expect(faultOf(later(connecting, 0, 0))).toBeNull();
		expect(faultOf(later(connecting, 0, 0, 0))).toBe('no_answer');
	});

	it('is given up when LiveKit does not take the worker in', () => {
		const open: Link = { state: 'open', passes: 0 };
		expect(faultOf(later(open, 10, 20))).toBeNull();
		expect(faultOf(later(open, 10, 20, 30))).toBe('no_registration');
	});

	it('is given up when the server says nothing, asked again and again', () => {
		expect(faultOf(later(registered, 100, 100, 100, 100))).toBeNull();
		expect(faultOf(later(registered, 100, 100, 100, 100, 100))).toBe('silent');
	});

	it('is kept for each byte', () => {
		expect(faultOf(later(registered, 100, 100, 100, 100, 101, 101, 101, 101, 101))).toBeNull();
	});

	it('is not looked for where there is none', () => {
		expect(faultOf(later(NO_LINK, 0, 0, 0, 0, 0, 0))).toBeNull();
	});
});
