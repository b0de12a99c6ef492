import { createHash } from 'node:crypto';
import { AccessToken } from 'livekit-server-sdk';
import { describe, expect, it } from 'vitest';
import { testConfig } from '../testing.ts';
import { receiveWebhook } from './webhook.ts';

/** Bodies as livekit-server 1.13.5 sends them. */
const room = `"room":{"sid":"RM_kTxscTHjE5i4","name":"greenroom.test.v_somebody.7","emptyTimeout":300,"departureTimeout":30,"creationTime":"1795235078","creationTimeMs":"1795235078000","enabledCodecs":[{"mime":"audio/PCMU"},{"mime":"audio/red"}],"numParticipants":1}`;
const agentLeft = `{"event":"participant_left",${room},"participant":{"sid":"PA_fqfA2K5eAVjj","identity":"agent-AJ_YajwkPAFfXTU","state":"DISCONNECTED","joinedAt":"1795235078","joinedAtMs":"1795235078276","version":9,"permission":{"canSubscribe":true,"canPublish":true,"canPublishData":true,"canUpdateMetadata":true,"agent":true},"isPublisher":true,"kind":"AGENT","attributes":{"lk.agent.name":"greenroom-test","lk.agent.state":"listening","lk.agent_name":"greenroom-test"},"disconnectReason":"CONNECTION_TIMEOUT","clientProtocol":2,"capabilities":["CAP_PACKET_TRAILER","CAP_COMPRESSION_DEFLATE_RAW"]},"id":"EV_rSyT8jsqWsnd","createdAt":"1795235105"}`;
const roomStarted = `{"event":"room_started",${room},"id":"EV_UE5EfRUeumbp","createdAt":"1795235078"}`;
const trackPublished = `{"event":"track_published","room":{"sid":"RM_kTxscTHjE5i4","name":"greenroom.test.v_somebody.7"},"participant":{"sid":"PA_1","identity":"human-x"},"track":{"sid":"TR_1","source":"MICROPHONE","mimeType":"audio/red","mid":"7"},"id":"EV_N4wrU63nKcEh","createdAt":"1795235078"}`;
const jobStarted = `{"event":"agent_job_started",${room},"job":{"id":"AJ_1","futureField":1},"id":"EV_job","createdAt":"1795235078"}`;

async function signed(body: string, key = testConfig.livekitApiKey, secret = testConfig.livekitApiSecret) {
	const token = new AccessToken(key, secret, { ttl: 300 });
	token.sha256 = createHash('sha256').update(body).digest('base64');
	return token.toJwt();
}
const receive = async (body: string) => receiveWebhook(testConfig, body, await signed(body));

describe('a webhook of LiveKit', () => {
	it('says who left which life of the room, and why', async () => {
		expect(await receive(agentLeft)).toEqual({
			event: 'participant_left',
			id: 'EV_rSyT8jsqWsnd',
			room: {
				name: 'greenroom.test.v_somebody.7',
				sid: 'RM_kTxscTHjE5i4',
				createdAt: 1_795_235_078_000,
				departureMs: 30_000,
			},
			participant: { sid: 'PA_fqfA2K5eAVjj', identity: 'agent-AJ_YajwkPAFfXTU', kind: 'agent', why: 'left' },
		});
	});

	it('of a room has no participant', async () => {
		expect(await receive(roomStarted)).toMatchObject({ event: 'room_started', participant: null });
	});

	it('of a track says neither when the room began nor how long it waits', async () => {
		expect(await receive(trackPublished)).toMatchObject({ room: { createdAt: null, departureMs: null } });
	});

	it('with a name and fields that the SDK does not know is read all the same', async () => {
		expect(await receive(jobStarted)).toMatchObject({ event: 'agent_job_started', id: 'EV_job' });
		expect(await receive('{"event":"something_new","id":"EV_1"}')).toMatchObject({
			event: 'something_new',
			room: null,
		});
	});

	it('is nothing unless our own key has signed this very body', async () => {
		const theirs = await signed(roomStarted, 'otherkey', 'another-secret-another-secret-32');
		const other = await signed(agentLeft);
		for (const authorization of ['', 'nonsense', theirs, other])
			expect(await receiveWebhook(testConfig, roomStarted, authorization)).toBeNull();
		const token = new AccessToken(testConfig.livekitApiKey, testConfig.livekitApiSecret, { identity: 'human-x' });
		token.addGrant({ roomJoin: true, room: 'greenroom.test.v_somebody.7' });
		expect(await receiveWebhook(testConfig, roomStarted, await token.toJwt())).toBeNull();
	});

	it('is nothing when it is no JSON, whoever signed it', async () => {
		expect(await receive('not json')).toBeNull();
	});
});
