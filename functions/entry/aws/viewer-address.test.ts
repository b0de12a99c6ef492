import { expect, it } from 'vitest';
import { viewerAddress } from './viewer-address.ts';

it.each([
	['198.51.100.7', '198.51.100.7'],
	['198.51.100.7:4711', '198.51.100.7'],
	['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
	['2001:DB8:0001:0002:ffff::6', '2001:db8:1:2::/64'],
	['2001:db8::7', '2001:db8:0:0::/64'],
	['[2001:db8::7]:4711', '2001:db8:0:0::/64'],
	['2001:db8:1:2:3:4:5:6:4711', '2001:db8:1:2::/64'],
	['::1', '0:0:0:0::/64'],
	['2001:db8:1::', '2001:db8:1:0::/64'],
])('%s counts as %s', (shown, counted) => {
	expect(viewerAddress(shown)).toBe(counted);
});

it.each([
	undefined,
	'',
	'unknown',
	'198.51.100',
	'2001:db8',
	'1::2::3',
	'1:2:3:4:5:6:7:8:9:10',
	'example.com:80',
	'g::1',
])('%s is no address', (shown) => {
	expect(viewerAddress(shown)).toBeNull();
});
