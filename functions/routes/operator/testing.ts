/**
 * Somebody who operates the stage, for tests of the operator's doors.
 *
 * @module
 */
import { type makeTestApi, origin, testConfig } from '../../testing.ts';

/** @param token null: none is sent */
export const makeTestOperator =
	({ app }: Pick<ReturnType<typeof makeTestApi>, 'app'>, token: string | null = testConfig.opsToken) =>
	async (method: 'GET' | 'POST', path: string): Promise<Response> => {
		const headers = token === null ? {} : { authorization: `Bearer ${token}` };
		return app.request(`${origin}/api/livekit/${path}`, { method, headers });
	};
