from enum import StrEnum


class McpApprovalRequestInputType(StrEnum):
    MCP_APPROVAL_REQUEST = "mcp_approval_request"

    def __str__(self) -> str:
        return str(self.value)
