/**
 * Where workers live: public subnets in two zones. A worker only calls out, so it has a public address and nothing may call
 * it; a NAT gateway for the same would cost more than the worker.
 *
 * @module
 */
import { Fn, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

const ZONES = 2;

export class Network extends Construct {
	readonly vpc: ec2.IVpc;
	/** Out to everywhere, in from nowhere. */
	readonly egressOnly: ec2.ISecurityGroup;
	readonly subnets: ec2.SubnetSelection = { subnetType: ec2.SubnetType.PUBLIC };

	constructor(scope: Construct, id: string) {
		super(scope, id);
		nameZonesByIntrinsic(Stack.of(this));
		this.vpc = new ec2.Vpc(this, 'Vpc', {
			maxAzs: ZONES,
			natGateways: 0,
			subnetConfiguration: [
				{ name: 'public', subnetType: ec2.SubnetType.PUBLIC, cidrMask: 20, mapPublicIpOnLaunch: false },
			],
			// The layers of images lie in S3, and traffic to it is free this way.
			gatewayEndpoints: { S3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
		}) as ec2.IVpc;
		this.egressOnly = new ec2.SecurityGroup(this, 'EgressOnly', {
			vpc: this.vpc,
			description: 'Workers call out, and nobody calls them.',
			allowAllOutbound: true,
		});
	}
}

/** Otherwise CDK asks the account for its zones while it makes the template, which then holds for that account only. */
function nameZonesByIntrinsic(stack: Stack): void {
	const zones = Array.from({ length: ZONES }, (_, i) => Fn.select(i, Fn.getAzs()));
	Object.defineProperty(stack, 'availabilityZones', { get: () => zones });
}
