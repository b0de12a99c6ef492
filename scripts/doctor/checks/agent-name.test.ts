import { expect, test } from 'vitest';
import { compareNames } from './agent-name.ts';

test.each([
	['greenroom-dev', 'greenroom-dev', 'same'],
	['greenroom-dev', 'Greenroom-dev', 'other_case'],
	['Greenroom-dev', 'greenroom-dev', 'other_case'],
	['greenroom-dev', 'greenroom-staging', 'other_stage'],
	['greenroom-dev', 'greenroom', 'no_stage'],
	['greenroom-dev', 'receptionist-dev', 'other_name'],
	['greenroom-dev', '', 'no_name'],
	['', 'greenroom-dev', 'no_name'],
	['', '', 'same'],
] as const)('%j wanted, %j found: %s', (wanted, found, miss) => {
	expect(compareNames(wanted, found, 'dev')).toBe(miss);
});
