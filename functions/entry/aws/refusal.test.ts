import { expect, it } from 'vitest';
import type { LogLine } from '../../log.ts';
import { Problem } from '../../problem.ts';
import { EnvironmentError } from '../../protocol/environment.ts';
import { makeTestApi, origin, problemOf } from '../../testing.ts';
import { ParametersUnavailable } from '../settings/parameters.ts';
import { refusalOf } from './refusal.ts';

function refused(error: unknown) {
	const logged: LogLine[] = [];
	return { response: refusalOf(error, (line) => logged.push(line)), logged };
}

it('is in the form in which the API refuses', async () => {
	const { response, logged } = refused(new Problem('not_found', 'There is no such door.'));
	const own = await makeTestApi().app.request(`${origin}/api/nothing`);
	expect([response.status, await response.text()]).toEqual([own.status, await own.text()]);
	expect(Object.fromEntries(response.headers)).toEqual(Object.fromEntries(own.headers));
	expect(logged).toEqual([]);
});

it.each([
	[new EnvironmentError(['A is not set', 'B is not set']), 'alert', 'A is not set; B is not set'],
	[new ParametersUnavailable('The Parameter Store refuses.'), 'error', 'The Parameter Store refuses.'],
])('asks to be asked again without settings, and logs what to mend', async (error, level, words) => {
	const { response, logged } = refused(error);
	expect(await problemOf(response)).toEqual({ status: 503, code: 'settings_unavailable', retryAfter: '5' });
	expect(logged).toMatchObject([{ level }]);
	expect(JSON.stringify(logged)).toContain(words);
});

it('says in the log that an answer could not be given, though its request was answered', () => {
	const { logged } = refused(new Problem('internal_error', 'The answer is too large.'));
	expect(logged).toEqual([{ level: 'error', event: 'failed', code: 'internal_error' }]);
});

it('hides what broke, and logs its kind', async () => {
	const { response, logged } = refused(new TypeError('with a secret in it'));
	expect(await problemOf(response)).toMatchObject({ status: 500, code: 'internal_error' });
	expect(JSON.stringify(logged)).toContain('TypeError');
	expect(JSON.stringify(logged)).not.toContain('secret');
});
