import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, test } from 'vitest';
import { type Templates, templatesOf } from './testing.ts';

let worker: Templates['Worker'];
beforeAll(async () => {
	worker = (await templatesOf('pr-7')).Worker;
});

test('nothing is paid for by the hour but the workers: no NAT gateway, no load balancer, no endpoint that costs', () => {
	worker.resourceCountIs('AWS::EC2::NatGateway', 0);
	worker.resourceCountIs('AWS::EC2::EIP', 0);
	worker.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 0);
	worker.allResourcesProperties('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' });
});

test('there are two public subnets, in zones that CloudFormation chooses', () => {
	worker.resourceCountIs('AWS::EC2::Subnet', 2);
	for (const zone of [0, 1])
		worker.hasResourceProperties('AWS::EC2::Subnet', {
			AvailabilityZone: { 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] },
			MapPublicIpOnLaunch: false,
		});
});

test('each subnet leads to the internet', () => {
	worker.resourceCountIs('AWS::EC2::Route', 2);
	worker.allResourcesProperties('AWS::EC2::Route', {
		DestinationCidrBlock: '0.0.0.0/0',
		GatewayId: Match.anyValue(),
	});
});

test('traffic to S3, where the layers of images lie, has a way of its own from both subnets', () => {
	worker.hasResourceProperties('AWS::EC2::VPCEndpoint', {
		ServiceName: { 'Fn::Join': ['', Match.arrayWith(['.s3'])] },
		RouteTableIds: [Match.anyValue(), Match.anyValue()],
	});
});

test('nobody calls a worker', () => {
	worker.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
	worker.allResourcesProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: Match.absent() });
	worker.hasResourceProperties('AWS::EC2::SecurityGroup', {
		SecurityGroupEgress: [Match.objectLike({ CidrIp: '0.0.0.0/0', IpProtocol: '-1' })],
	});
});

test('the account is asked for nothing while the template is made', () => {
	expect(JSON.stringify(worker.toJSON())).not.toContain('dummy');
});
