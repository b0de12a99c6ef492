import { expect, test } from 'vitest';
import { isDenied, sayAwsFailure } from './failure.ts';

const failing = (more: object) => Object.assign(new Error('User x is not authorized'), more);

test.each([
	[{ name: 'CredentialsProviderError' }, 'aws sso login'],
	[{ name: 'ExpiredTokenException' }, 'aws sso login again'],
	[{ name: 'InvalidClientTokenId' }, 'get-caller-identity'],
	[{ name: 'AccessDeniedException' }, 'AWS does not allow it: User x is not authorized'],
	[{ code: 'ENOTFOUND' }, 'GREENROOM_REGION'],
])('%j is said in words', (error, words) => {
	expect(sayAwsFailure(failing(error))).toContain(words);
});

test('what is no failure of AWS is not said to be one', () => {
	expect(sayAwsFailure(failing({ name: 'TypeError' }))).toBeNull();
	expect(sayAwsFailure(failing({ code: 'ENOENT' }))).toBeNull();
	expect(sayAwsFailure('no error')).toBeNull();
});

test('that somebody may not is told apart', () => {
	expect(isDenied(failing({ name: 'AccessDenied' }))).toBe(true);
	expect(isDenied(failing({ name: 'ExpiredToken' }))).toBe(false);
});
