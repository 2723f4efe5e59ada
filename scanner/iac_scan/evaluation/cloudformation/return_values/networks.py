"""What `Ref` and `Fn::GetAtt` yield for networks, addresses and media.

What the patterns mean, and where the facts are from, is in `row`.
"""

from __future__ import annotations

from collections.abc import Mapping

from iac_scan.evaluation.cloudformation.return_values.row import Row, arn

ROWS: Mapping[str, Row] = {
    "AWS::ApiGateway::DomainNameV2": Row(
        arn("apigateway", "/domainnames/{DomainName}+{?}"), {"DomainNameArn": "{ref}"}
    ),
    "AWS::ApiGateway::RestApi": Row("{?}", {"RestApiId": "{ref}"}),
    "AWS::EC2::VPCEndpoint": Row("{?}", {"Id": "{ref}"}),
    "AWS::EC2::VPCEndpointService": Row("{?}", {"ServiceId": "{ref}"}),
    "AWS::EC2::VPCEndpointServicePermissions": Row("{?}"),
    "AWS::MediaPackageV2::Channel": Row(
        arn("mediapackagev2", "channelGroup/{ChannelGroupName}/channel/{ChannelName}"),
        {"Arn": "{ref}"},
    ),
    "AWS::MediaPackageV2::ChannelPolicy": Row("{ChannelGroupName}|{ChannelName}"),
    "AWS::MediaPackageV2::OriginEndpoint": Row(
        arn(
            "mediapackagev2",
            "channelGroup/{ChannelGroupName}/channel/{ChannelName}/originEndpoint/{OriginEndpointName}",
        ),
        {"Arn": "{ref}"},
    ),
    "AWS::MediaPackageV2::OriginEndpointPolicy": Row(
        "{ChannelGroupName}|{ChannelName}|{OriginEndpointName}"
    ),
    "AWS::MediaTailor::Channel": Row("{ChannelName}", {"Arn": arn("mediatailor", "channel/{ref}")}),
    "AWS::MediaTailor::ChannelPolicy": Row("{ChannelName}"),
    "AWS::VpcLattice::AuthPolicy": Row("{ResourceIdentifier}"),
    "AWS::VpcLattice::ResourcePolicy": Row("{ResourceArn}"),
    "AWS::VpcLattice::Service": Row(arn("vpc-lattice", "service/{?}"), {"Arn": "{ref}"}),
    "AWS::VpcLattice::ServiceNetwork": Row(
        arn("vpc-lattice", "servicenetwork/{?}"), {"Arn": "{ref}"}
    ),
}
