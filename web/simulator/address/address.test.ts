import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultNames } from '../faults/faults.ts';
import { type Address, home, readAddress, writeAddress } from './address.ts';

const isBug = (name: string) => name === 'grace_is_too_long';
const whole = fc.nat({ max: 10_000_000 });
const addresses: fc.Arbitrary<Address> = fc.record({
	seed: fc.option(whole),
	bug: fc.option(fc.constant('grace_is_too_long')),
	faults: fc.array(fc.record({ at: whole, name: fc.constantFrom(...faultNames), who: fc.nat({ max: 5 }) })),
	at: whole,
});

test('an address that was written is read as what it was', () => {
	fc.assert(
		fc.property(addresses, (address) => {
			expect(readAddress(writeAddress(address), isBug)).toEqual({ address, unread: [] });
		}),
	);
});

test('nothing is said of what everybody sees first', () => {
	expect(writeAddress(home)).toBe('');
	expect(readAddress('', isBug)).toEqual({ address: home, unread: [] });
});

test('an address is short enough to be sent', () => {
	const faults = [{ at: 20_000, name: 'kill_agent', who: 0 }];
	expect(writeAddress({ seed: 7, bug: null, faults, at: 23_500 })).toBe('#seed=7&fault=20000.kill_agent.0&at=23500');
});

test.for([
	'#seed=seven',
	'#seed=-1',
	'#seed=1.5',
	'#fault=20000.eat_agent.0',
	'#fault=20000.toString.0',
	'#fault=20000.kill_agent',
	'#bug=constructor',
	'#else',
])('%s is no history, and that is said', (hash) => {
	expect(readAddress(hash, isBug)).toEqual({ address: home, unread: [hash.slice(1)] });
});
