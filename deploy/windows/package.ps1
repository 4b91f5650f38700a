# UNTESTED HERE: runs on Windows alone, with WiX for jpackage. An MSI out of a folder of jars:
# package.ps1 -Lib LIB -Out OUT -Version 1.0.0 [-Thumbprint CERTIFICATE] [-TimestampUrl URL]
# The certificate stays in the store of the machine or on its token; its password is asked for
# there. Without a certificate the MSI is said to be unsigned.
param(
    [Parameter(Mandatory = $true)][string]$Lib,
    [Parameter(Mandatory = $true)][string]$Out,
    [Parameter(Mandatory = $true)][string]$Version,
    [string]$Thumbprint = "",
    [string]$TimestampUrl = ""
)
$ErrorActionPreference = "Stop"

$jar = (Get-ChildItem -Path $Lib -Filter "gatehouse-*cli*.jar" | Sort-Object Name | Select-Object -First 1).Name
if (-not $jar) { throw "no jar of the command line in $Lib" }
& jpackage --type msi --name gatehouse --app-version $Version --input $Lib --main-jar $jar `
    --main-class io.gatehouse.cli.Main --dest $Out --win-console --win-dir-chooser `
    --java-options "-XX:+UseSerialGC"
if ($LASTEXITCODE -ne 0) { throw "jpackage ended with $LASTEXITCODE" }

$msi = Join-Path $Out "gatehouse-$Version.msi"
if ($Thumbprint) {
    $sign = @("sign", "/fd", "SHA384", "/sha1", $Thumbprint)
    if ($TimestampUrl) { $sign += @("/tr", $TimestampUrl, "/td", "SHA384") }
    & signtool @sign $msi
    if ($LASTEXITCODE -ne 0) { throw "signtool ended with $LASTEXITCODE" }
    & signtool verify /pa $msi
    if ($LASTEXITCODE -ne 0) { throw "the signature does not verify" }
} else {
    Write-Output "NOT DONE: signing (-Thumbprint is not given)"
}
(Get-FileHash -Algorithm SHA384 $msi).Hash.ToLower() + "  " + $msi
