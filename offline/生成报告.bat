@echo off
if not exist "%~dp0reportgen.bat" (
    echo 还没有安装，请先双击“安装.bat”。
    goto end
)
if "%~1"=="" (
    echo 请把填报表（.xlsx）或资料（.yaml）的图标拖到“生成报告.bat”上。
    goto end
)
call "%~dp0reportgen.bat" build "%~1" --open
:end
pause
